-- The smallest thing worth migrating: two tables, one view.
-- A small marina rents berths by the night.

SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO

CREATE TABLE [dbo].[Berth](
	[BerthId] [int] NOT NULL,
	[BerthCode] [nchar](8) NOT NULL,          -- padded with blanks by its type
	[Nickname] [nvarchar](30) NULL,           -- typed by hand, some end in a blank
	[NightlyRate] [money] NOT NULL,
 CONSTRAINT [PK_Berth] PRIMARY KEY CLUSTERED ([BerthId] ASC),
 CONSTRAINT [UQ_Berth_Code] UNIQUE ([BerthCode])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Stay](
	[StayId] [int] NOT NULL,
	[BerthId] [int] NOT NULL,
	[BoatName] [nvarchar](40) NOT NULL,
	[ArrivedAt] [datetime] NOT NULL,
	[LeftAt] [datetime] NULL,                 -- empty while the boat is still here
 CONSTRAINT [PK_Stay] PRIMARY KEY CLUSTERED ([StayId] ASC),
 CONSTRAINT [FK_Stay_Berth] FOREIGN KEY ([BerthId]) REFERENCES [dbo].[Berth] ([BerthId])
) ON [PRIMARY]
GO

INSERT INTO [dbo].[Berth] ([BerthId], [BerthCode], [Nickname], [NightlyRate]) VALUES
	(1, N'A-01',  N'Windy corner',  31.5000),
	(2, N'A-02',  N'Windy corner ', 31.5000),
	(3, N'A-03',  NULL,             28.0000),
	(4, N'B-01',  N'',              45.2500),
	(5, N'B-02',  N'   ',           45.2500),
	(6, N'B-03',  N' By the crane', 19.9900),
	(7, N'C-01',  N'Old ferry slip',62.0000),
	(8, N'C-02',  N'Guest',         0.0000);
GO

INSERT INTO [dbo].[Stay] ([StayId], [BerthId], [BoatName], [ArrivedAt], [LeftAt]) VALUES
	(101, 1, N'Petrel',      '2019-06-30T23:59:59.997', '2019-07-01T00:00:00'),
	(102, 1, N'Petrel',      '2019-07-14T10:00:00',     '2019-07-21T09:30:00'),
	(103, 2, N'Sea Kale',    '2019-07-01T16:20:00',     '2019-07-01T21:05:00'),
	(104, 3, N'Anna Sofie',  '2019-12-28T12:00:00',     '2020-01-03T08:15:00'),
	(105, 3, N'anna sofie ', '2020-02-28T12:00:00',     '2020-03-01T11:59:00'),
	(106, 6, N'Quill',       '2020-03-29T01:30:00',     NULL),
	(107, 7, N'Grebe',       '2020-01-31T18:00:00',     '2020-02-29T10:00:00'),
	(108, 7, N'Quill',       '2020-03-02T14:45:00',     '2020-03-09T10:00:00');
GO

-- One row a berth, used or not: nights are midnights passed, not hours / 24.
CREATE VIEW [dbo].[BerthUse]
AS
SELECT	b.BerthId,
	b.BerthCode,
	LEN(b.BerthCode)                           AS CodeLength,
	LEN(b.Nickname)                            AS NicknameLength,
	COUNT(s.StayId)                            AS Stays,
	COUNT(DISTINCT s.BoatName)                 AS Boats,
	SUM(DATEDIFF(day, s.ArrivedAt, s.LeftAt))  AS Nights,
	MAX(DATEDIFF(month, s.ArrivedAt, s.LeftAt)) AS MostMonthEnds,
	SUM(DATEDIFF(day, s.ArrivedAt, s.LeftAt) * b.NightlyRate) AS Revenue
FROM	dbo.Berth AS b
	LEFT JOIN dbo.Stay AS s ON s.BerthId = b.BerthId
GROUP BY b.BerthId, b.BerthCode, b.Nickname
GO
