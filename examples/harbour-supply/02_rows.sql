USE [HarbourSupply]
GO
SET NOCOUNT ON
GO
SET DATEFORMAT ymd
GO

INSERT [dbo].[Region] ([RegionID], [RegionName], [Desc]) VALUES (1, N'North Sea', N'Rotterdam to Bergen; the oldest customers')
INSERT [dbo].[Region] ([RegionID], [RegionName], [Desc]) VALUES (2, N'Baltic', N'Gdynia, Tallinn, Kiel')
INSERT [dbo].[Region] ([RegionID], [RegionName], [Desc]) VALUES (3, N'Atlantic', N'Lisbon up to Galway')
INSERT [dbo].[Region] ([RegionID], [RegionName], [Desc]) VALUES (4, N'Channel', NULL)
INSERT [dbo].[Region] ([RegionID], [RegionName], [Desc]) VALUES (5, N'Inland Waters', N'Rhine and canals -- no customers yet')
INSERT [dbo].[Region] ([RegionID], [RegionName], [Desc]) VALUES (6, N'Far North', N'')
GO

INSERT INTO [dbo].[Currency] ([CurrencyCode], [CurrencyName], [Decimals], [IsActive]) VALUES
	(N'EUR', N'Euro', DEFAULT, DEFAULT),
	(N'GBP', N'Pound sterling', DEFAULT, DEFAULT),
	(N'NOK', N'Norwegian krone', DEFAULT, DEFAULT),
	(N'SEK', N'Swedish krona', DEFAULT, DEFAULT),
	(N'PLN', N'Zloty', DEFAULT, DEFAULT),
	(N'ISK', N'Icelandic krona', 0, DEFAULT),
	(N'DEM', N'German mark', DEFAULT, 0),
	(N'XTS', N' test, do not use', 0, 0);
GO

-- quarter ends, when the bank's letter came; some quarters the letter never came
INSERT INTO [dbo].[ExchangeRate] ([CurrencyCode], [RateDate], [UnitsPerEuro]) VALUES
	(N'EUR', '20150101', 1),
	(N'GBP', '20161230', 0.846154),
	(N'GBP', '20170331', 0.877372),
	(N'GBP', '20170630', 0.882618),
	(N'GBP', '20170929', 0.836608),
	(N'GBP', '20171229', 0.865676),
	(N'GBP', '20180329', 0.864386),
	(N'GBP', '20180629', 0.838414),
	(N'GBP', '20180928', 0.860602),
	(N'GBP', '20181231', 0.836092),
	(N'GBP', '20190329', 0.871954),
	(N'NOK', '20161230', 9.453780),
	(N'NOK', '20170331', 9.487800),
	(N'NOK', '20170630', 9.687195),
	(N'NOK', '20170929', 9.464175),
	(N'NOK', '20171229', 9.341325),
	(N'NOK', '20180329', 9.317700),
	(N'NOK', '20180629', 9.201465),
	(N'NOK', '20180928', 9.688140),
	(N'NOK', '20181231', 9.655065),
	(N'NOK', '20190329', 9.527490),
	(N'SEK', '20161230', 9.740665),
	(N'SEK', '20170331', 9.993810),
	(N'SEK', '20170630', 9.656940),
	(N'SEK', '20170929', 9.784005),
	(N'SEK', '20171229', 9.831285),
	(N'SEK', '20180329', 9.570260),
	(N'SEK', '20180629', 9.692400),
	(N'SEK', '20180928', 9.683535),
	(N'SEK', '20181231', 9.653000),
	(N'SEK', '20190329', 9.558440),
	(N'PLN', '20180329', 4.154168),
	(N'PLN', '20180629', 4.257744),
	(N'PLN', '20180928', 4.205100),
	(N'PLN', '20181231', 4.217940),
	(N'PLN', '20190329', 4.358752),
	(N'ISK', '2018-06-29T16:30:00', 123.7);
GO

INSERT INTO [dbo].[Port] ([PortCode], [PortName], [RegionID], [Latitude], [Longitude], [IsTidal], [OpenedOn]) VALUES
	('NLRTM', N'Rotterdam', 1, 51.90000, 4.48333, 1, '1872-03-09'),
	('GBABD', N'Aberdeen', 1, 57.14369, -2.08000, 1, '1136-01-01'),
	('GBLEI', N'Leith', 1, 55.98300, -3.17000, 1, NULL),
	('NOBGO', N'Bergen', 1, 60.39300, 5.32400, 1, '1070-01-01'),
	('NOAES', N'Ålesund', 6, 62.47200, 6.15500, 1, NULL),
	('NOTOS', N'Tromsø', 6, 69.64900, 18.95500, NULL, NULL),
	('PLGDY', N'Gdynia', 2, 54.53300, 18.55000, 0, '1926-02-10'),
	('EETLL', N'Tallinn', 2, 59.44200, 24.75300, 0, NULL),
	('DEKEL', N'Kiel', 2, 54.32300, 10.13900, 0, '1895-06-20'),
	('SEGOT', N'Göteborg', 2, 57.70000, 11.96000, 0, '1621-06-04'),
	('PTLIS', N'Lisboa', 3, 38.70000, -9.16600, 1, NULL),
	('IEGWY', N'Galway', 3, 53.26900, -9.04800, 1, '1830-08-31'),
	('ISREY', N'Reykjavík', 3, 64.15000, -21.93300, 1, '1917-11-16'),
	('GBDVR', N'Dover', 4, 51.12600, 1.32600, 1, NULL),
	('FRLEH', N'Le Havre', 4, 49.48300, 0.10700, 1, '1517-02-07'),
	('XXUNK', N'(unknown)', 4, NULL, NULL, NULL, NULL);
GO

-- dues come as a file from the ports' association: a header line, bars between the fields, line feeds only
BULK INSERT [dbo].[PortTariff]
FROM 'D:\Imports\ports\port_tariff.csv'
WITH (
	FIRSTROW = 2,
	FIELDTERMINATOR = '|',
	ROWTERMINATOR = '0x0a',
	CODEPAGE = '65001'
)
GO

SET IDENTITY_INSERT [dbo].[Employee] ON
GO
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (1, N'Ingrid', N'Vale', NULL, N'Director', CAST(N'2009-01-05T00:00:00' AS DateTime), NULL, 'i.vale@harbour.example', 7200.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (2, N'Tom', N'Farrow', 1, N'Head of Sales', CAST(N'2009-03-01T00:00:00' AS DateTime), NULL, 't.farrow@harbour.example', 5400.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (3, N'Agnes', N'Holt', 1, N'Head of Depots', CAST(N'2010-06-15T08:30:00' AS DateTime), NULL, 'a.holt@harbour.example', 5150.5000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (4, N'Marek', N'Lis', 2, N'Account manager', CAST(N'2011-02-28T00:00:00' AS DateTime), NULL, 'm.lis@harbour.example', 3900.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (5, N'Sinéad', N'Roche', 2, N'Account Manager', CAST(N'2012-02-29T00:00:00' AS DateTime), NULL, 's.roche@harbour.example', 3950.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (6, N'Dirk', N'Prins', 2, N'account manager', CAST(N'2013-10-01T00:00:00' AS DateTime), CAST(N'2018-05-31T00:00:00' AS DateTime), 'd.prins@harbour.example', 3700.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (7, N'Lena', N'Aas', 4, N'Sales assistant', CAST(N'2015-08-17T00:00:00' AS DateTime), NULL, 'l.aas@harbour.example', 2650.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (8, N'Paul', N'Orme', 4, N'Sales assistant ', CAST(N'2016-01-04T00:00:00' AS DateTime), NULL, NULL, 2650.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (9, N'Rosa', N'Teles', 5, N'Sales assistant', CAST(N'2017-11-30T23:59:59.997' AS DateTime), NULL, 'r.teles@harbour.example', 2480.7500)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (10, N'Hugh', N'Marl', 3, N'Storekeeper', CAST(N'2010-07-01T00:00:00' AS DateTime), NULL, 'h.marl@harbour.example', 2900.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (11, N'Kaja', N'Sepp', 3, N'Storekeeper', CAST(N'2014-04-14T00:00:00' AS DateTime), NULL, 'k.sepp@harbour.example', 2875.2500)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (12, N'Bo', N'Lund', 10, N'Loader', CAST(N'2018-01-01T00:00:00' AS DateTime), CAST(N'2018-01-01T00:00:00' AS DateTime), 'b.lund@harbour.example', 2100.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (13, N'Ewa', N'Lis', 10, N'Loader', CAST(N'2018-02-01T00:00:00' AS DateTime), NULL, 'e.lis@harbour.example', 2140.0000)
INSERT [dbo].[Employee] ([EmployeeID], [FirstName], [LastName], [ManagerID], [Job_Title], [HireDate], [LeftDate], [email], [MonthlySalary]) VALUES (14, N'Owen', N'Vale', 1, NULL, CAST(N'2019-01-31T00:00:00' AS DateTime), NULL, 'o.vale@harbour.example', 0.0000)
GO

SET IDENTITY_INSERT [dbo].[Employee] OFF
GO

INSERT INTO [dbo].[tblCustomer] ([CustNo], [CustName], [ContactName], [ContactTitle], [Town], [RegionID], [Phone], [Fax], [PriceGroup], [CreditLimit], [OnStop], [AccountManager], [SinceDate]) VALUES
	(N'HS-0001', N'Aldous & Sons', N'Mary Aldous', N'Owner', N'Leith', 1, '+44 131 550 0101', '+44 131 550 0102', 'A', 12000.0000, 0, 4, '20090401'),
	(N'HS-0002', N'Bergen Slipway AS', N'Kjell Moe', N'Yard boss', N'Bergen', 1, '+47 55 50 01 20', NULL, 'A', 20000.0000, 0, 4, '20090430'),
	(N'HS-0003', N'Cap Gris Charters', N'Luc Hamel', NULL, N'Le Havre', 4, NULL, '+33 235 55 01 30', 'B', 4000.0000, 0, 6, '20100228'),
	(N'HS-0004', N'Dogger Trawl Co.', NULL, N'Skipper', N'Aberdeen', 1, NULL, NULL, 'A', 0.0000, 0, 4, '20100915'),
	(N'HS-0005', N'Eesti Jahtklubi', N'Mari Tamm', N'Secretary', N'Tallinn', 2, '+372 555 0140', '', 'C', NULL, 0, 5, '20110131'),
	(N'HS-0006', N'Ferry Line Nord', N'Sten Berg', N'Purchasing', N'Göteborg', 2, '+46 31 555 01 50', NULL, 'A', 35000.0000, 0, 5, '20110601'),
	(N'HS-0007', N'Galway Hookers Guild', N'Áine Burke', N'Treasurer', N'GALWAY', 3, '+353 91 550 160', NULL, 'C', 750.5000, 0, 5, '20120229'),
	(N'HS-0008', N'Harbour Office Dover', N'J. Pike', N'Harbour master', N'dover', 4, '+44 1304 550 170', NULL, 'B', 9000.0000, 0, 6, '20120301'),
	(N'HS-0009', N'Isbjørn Tours', N'Nils Dahl', N'Owner', N'Tromsø', 6, NULL, NULL, 'B', 2500.0000, 1, 7, '20130719'),
	(N'HS-0010', N'Jantar Shipyard', N'Ewa Król', N'Buyer', N'Gdynia', 2, '+48 58 555 01 90', NULL, 'A', 15000.0000, 0, 5, '20131231'),
	(N'HS-0011', N'Kiel Segelschule', N'Uwe Brandt', N'Leiter', N'Kiel ', 2, '+49 431 5550 200', NULL, 'C', 1500.0000, 0, NULL, '20140101'),
	(N'HS-0012', N'Lisboa Rebocadores', N'Rui Matos', N'Compras', N'Lisboa', 3, '+351 21 555 02 10', NULL, 'A', 18000.0000, 0, 5, '20140505'),
	(N'HS-0013', N'Moray Pilots', N'Ian Fyfe', N'Pilot', N'leith ', 1, '+44 131 550 0220', NULL, 'B', 3000.0000, 0, 4, '20141111'),
	(N'HS-0014', N'North Quay Chandlers', N'Ann Orr', NULL, N'LEITH', 1, '+44 131 550 0230', NULL, 'A', 8000.0000, 0, 4, '20150228'),
	(N'HS-0015', N'north quay chandlers', N'Ann Orr', N'Owner', N'Leith', 1, NULL, NULL, 'A', 0.0000, 1, 4, '20150301'),
	(N'HS-0016', N'Oude Haven BV', N'Piet Kok', N'Inkoop', N'Rotterdam', 1, '+31 10 555 02 50', '+31 10 555 02 51', 'B', 6000.0000, 0, 6, '20150831'),
	(N'HS-0017', N'Pier 9 Sailing', N'Zoe Ash', N'Manager', N'Dover ', 4, '+44 1304 550 260', NULL, 'C', 500.0000, 0, 8, '20160229'),
	(N'HS-0018', N'Quayside Rescue', N'Finn Daly', N'Coxswain', N'Galway', 3, '+353 91 550 270', NULL, 'B', NULL, 0, 5, '20160630'),
	(N'HS-0019', N'Reykjavík Hvalaskoðun', N'Jón Ás', N'Eigandi', N'Reykjavík', 3, '+354 555 0280', NULL, 'B', 4200.0000, 0, 9, '20161231'),
	(N'HS-0020', N'Skerry Oysters', N'Bea Holm', NULL, N'', 3, NULL, '', 'C', 300.0000, 0, 9, '20170514'),
	(N'HS-0021', N'Tidewater Works', N'Sam Reed', N'Foreman', N'   ', 1, '+44 1224 550 300', NULL, 'C', 1000.0000, 0, 8, '20171029'),
	(N'HS-0022', N'Ulvik''s Boats', N'Ola Ulvik', N'Owner', N'Ålesund', 6, '+47 70 55 03 10', NULL, 'B', 2500.0000, 0, 7, '20180325'),
	(N'HS-0023', N'Vesper Yachts', N'Ida Voss', N'Owner', NULL, 4, NULL, NULL, 'C', NULL, 0, NULL, NULL),
	(N'HS-0024', N'Wick Pots & Creels', N'Hamish Munro', N'Owner', N'Wick', 1, '+44 1955 550 330', NULL, 'C', 0.0000, 0, 8, '20190228');
GO

INSERT INTO [dbo].[Vessel] ([VesselID], [VesselName], [CustNo], [HomePort], [RegNo], [GrossTonnage], [BuiltYear]) VALUES
	(1, N'Gannet', N'HS-0001', 'GBLEI', 'L-1001', 48, 1987),
	(2, N'Solan', N'HS-0001', 'GBLEI', 'L-1002', 62, 1994),
	(3, N'Fløyen', N'HS-0002', 'NOBGO', 'B-2210', 310, 2004),
	(4, N'Ulriken', N'HS-0002', 'NOBGO', NULL, 295, 2001),
	(5, N'Belle Marée', N'HS-0003', 'FRLEH', 'F-0344', 35, 1979),
	(6, N'Dogger Rose', N'HS-0004', 'GBABD', 'A-0917', 180, 1968),
	(7, N'Dogger Queen', N'HS-0004', 'GBABD', 'A-0918', 212, 1972),
	(8, N'Tuuli', N'HS-0005', 'EETLL', NULL, 9, 2010),
	(9, N'Nordlinje I', N'HS-0006', 'SEGOT', 'G-7001', 8400, 1999),
	(10, N'Nordlinje II', N'HS-0006', 'SEGOT', 'G-7002', 8650, 2003),
	(11, N'Nordlinje III', N'HS-0006', 'DEKEL', 'G-7003', 12110, 2014),
	(12, N'An Faoileán', N'HS-0007', 'IEGWY', NULL, 14, 1922),
	(13, N'Pilot Four', N'HS-0008', 'GBDVR', 'D-0004', 27, 2008),
	(14, N'pilot four', N'HS-0013', 'GBLEI', 'L-0004', 27, 2008),
	(15, N'Isbjørn', N'HS-0009', 'NOTOS', 'T-1180', 88, 1991),
	(16, N'Bursztyn', N'HS-0010', 'PLGDY', 'P-5512', 940, 2011),
	(17, N'Jantar', N'HS-0010', 'PLGDY', 'P-5513', 1020, 2016),
	(18, N'Möwe', N'HS-0011', 'DEKEL', NULL, 6, 2002),
	(19, N'Tejo', N'HS-0012', 'PTLIS', 'LX-330', 410, 1996),
	(20, N'Douro', N'HS-0012', 'PTLIS', 'LX-331', 405, 1997),
	(21, N'Moray Light', N'HS-0013', 'GBABD', 'A-3003', 19, 2005),
	(22, N'Orr', N'HS-0014', NULL, NULL, NULL, NULL),
	(23, N'Maasdam', N'HS-0016', 'NLRTM', 'R-0099', 1550, 1985),
	(24, N'Pier Nine', N'HS-0017', 'GBDVR', NULL, 4, 2017),
	(25, N'St Enda', N'HS-0018', 'IEGWY', 'GY-012', 31, 2012),
	(26, N'Hrefna', N'HS-0019', 'ISREY', 'RE-777', 120, 1989),
	(27, N'Skerry', N'HS-0020', 'IEGWY', NULL, 7, NULL),
	(28, N'Ulvik', N'HS-0022', 'NOAES', 'M-0450', 22, 1850),
	(29, N'Vesper', N'HS-0023', 'XXUNK', NULL, 0, 2018),
	(30, N'Wick Lass ', N'HS-0024', 'GBABD', 'WK-101', 11, 1977);
GO

INSERT INTO [dbo].[Supplier] ([SupplierID], [SupplierName], [Town], [PortCode], [CurrencyCode], [LeadDays], [Phone]) VALUES
	(10, N'Brandt Tauwerk', N'Kiel', 'DEKEL', N'EUR', 14, '+49 431 5550 410'),
	(11, N'Clyde Chains', N'Leith', 'GBLEI', N'GBP', 21, '+44 131 550 0411'),
	(12, N'Dansk Maling', N'Esbjerg', NULL, N'EUR', 10, NULL),
	(13, N'Fjord Elektro', N'Bergen', 'NOBGO', N'NOK', 9, '+47 55 50 04 13'),
	(14, N'Gdynia Lamps', N'GDYNIA', 'PLGDY', N'PLN', 30, NULL),
	(15, N'Havnar Net', N'Ålesund', 'NOAES', N'NOK', NULL, NULL),
	(16, N'Kork & Fender', N'Rotterdam ', 'NLRTM', N'EUR', 7, '+31 10 555 04 16'),
	(17, N'Norrsken Safety', N'Göteborg', 'SEGOT', N'SEK', 12, '+46 31 555 04 17'),
	(18, N'Óðinn Knives', N'Reykjavík', 'ISREY', N'ISK', 45, NULL),
	(19, N'Tagus Pumps', N'lisboa', 'PTLIS', N'EUR', 0, '+351 21 555 04 19'),
	(20, N'Aldous & Sons', N'Leith', 'GBLEI', N'GBP', 1, '+44 131 550 0101'),
	(21, N'Old Mark Stores', N'', NULL, N'DEM', NULL, '');
GO

INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (1, N'Rope and rigging', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (2, N'Anchoring', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (3, N'Safety', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (4, N'Paint', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (5, N'Electrical', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (6, N'Deck hardware', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (7, N'Galley', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (8, N'Kits', NULL)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (11, N'Mooring rope', 1)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (12, N'Twine', 1)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (21, N'Chain', 2)
INSERT [dbo].[ProductCategory] ([CategoryID], [CategoryName], [ParentID]) VALUES (31, N'Flares', 3)
GO

INSERT INTO [dbo].[Product] ([ProductCode], [ProductName], [CategoryID], [SupplierID], [UnitPrice], [PackSize], [WeightKg], [Barcode], [Discontinued]) VALUES
	('AN-0010-GA', N'Anchor 10 kg galvanised', 2, 11, 84.9000, 1, 10.000, '5011250000107', 0),
	('AN-0025-GA', N'Anchor 25 kg galvanised', 2, 11, 189.5000, 1, 25.000, '5011250000251', 0),
	('AN-LIGHT', N'Light anchor, alloy', 2, 11, 132.2500, 1, 4.200, NULL, 0),
	('BO-0250-OR', N'Buoy 250 mm', 6, 16, 17.7500, 4, 0.900, '8712340002504', 0),
	('BO-0400-OR', N'Buoy 400 mm', 6, 16, 31.1500, 2, 2.150, '8712340004003', 0),
	('CH-0008-GA', N'Chain 8 mm, a metre', 21, 11, 4.9500, 50, 1.400, '5011250000084', 0),
	('CH-0010-GA', N'Chain 10 mm, a metre', 21, 11, 7.2300, 50, 2.200, '5011250000091', 0),
	('CL-0150-SS', N'Cleat 150 mm', 6, 20, 22.0000, 2, 0.610, NULL, 0),
	('EL-0012-BK', N'Battery 12 V', 5, 13, 118.8800, 1, 23.500, '7090040000121', 0),
	('EL-0024-WH', N'Masthead lamp 24 V', 5, 14, 64.4900, 1, 0.480, '59012300O0242', 0),
	('EL-0400-RD', N'Cable 4 mm2, a metre', 5, 13, 1.9900, 100, 0.080, '7090040004006', 0),
	('FE-0600-BL', N'Fender 600 mm', 6, 16, 26.3500, 2, 1.950, '8712340006007', 0),
	('FE-0900-BL', N'Fender 900 mm', 6, 16, 48.0000, 2, 4.300, '8712340009008', 0),
	('FL-0001-RD', N'Hand flare', 31, 17, 14.2000, 6, 0.240, '7350000000013', 0),
	('FL-0002-OR', N'Smoke float', 31, 17, 39.9500, 2, 0.750, '7350000000020', 0),
	('GA-0003-SS', N'Kettle 3 l', 7, 20, 33.3300, 1, 0.990, '5011250000305', 0),
	('GA-0012-WH', N'Mugs, a dozen', 7, 20, 27.1500, 1, 3.600, NULL, 1),
	('GIFT-', N'Gift card', NULL, 20, 25.0000, 1, NULL, NULL, 0),
	('KT-0001-ST', N'Starter mooring kit', 8, 20, 210.0000, 1, 14.750, NULL, 0),
	('KT-0002-ST', N'Harbour mooring kit', 8, 20, 455.0000, 1, 39.900, NULL, 0),
	('KT-0003-FS', N'Fender set of 4', 8, 16, 112.5000, 1, 8.200, NULL, 0),
	('LJ-0150-OR', N'Life jacket 150 N', 3, 17, 79.0000, 1, 1.050, '7350000001508', 0),
	('LJ-0275-OR', N'Life jacket 275 N', 3, 17, 149.0000, 1, 1.700, '7350000002758', 0),
	('NE-0100-GR', N'Net, green, 10 m', 12, 15, 55.6000, 1, 2.800, NULL, 0),
	('PA-0001-WH', N'Topside paint white 1 l', 4, 12, 24.8000, 6, 1.300, '5701230000018', 0),
	('PA-0001-RD', N'Antifouling red 1 l', 4, 12, 41.7000, 6, 1.800, '5701230000025', 0),
	('PA-0005-RD', N'Antifouling red 5 l', 4, 12, 187.0000, 1, 8.700, '570123000003', 0),
	('PU-1100-BL', N'Bilge pump 1100', 5, 19, 37.4500, 1, 0.420, '5601230011001', 0),
	('RO-0012-BL', N'Mooring rope 12 mm, a metre', 11, 10, 2.1500, 100, 0.072, '4012340000128', 0),
	('RO-0016-WH', N'Mooring rope 16 mm, a metre', 11, 10, 3.4000, 100, 0.128, '4012340000166', 0),
	('RO-0024-WH', N'Mooring rope 24 mm, a metre', 11, 10, 6.9500, 50, 0.285, '4012340000241', 0),
	('SH-0008-SS', N'Shackle 8 mm', 6, 11, 5.2500, 10, 0.090, '5011250000800', 0),
	('SH-0010-SS', N'Shackle 10 mm', 6, 11, 8.4000, 10, 0.160, '5011250001005', 0),
	('TW-0002-BK', N'Whipping twine 2 mm', 12, 10, 3.9900, 12, 0.050, '4012340000029', 0),
	('KN 77', N'Rigging knife', 1, 18, 58.0000, 1, 0.210, NULL, 0),
	('XX-0000-XX', N'** old stock, do not sell **', NULL, 21, 0.0000, 1, NULL, NULL, 1);
GO

INSERT INTO [dbo].[ProductPart] ([AssemblyCode], [PartCode], [Qty]) VALUES
	('KT-0001-ST', 'RO-0012-BL', 20),
	('KT-0001-ST', 'SH-0008-SS', 4),
	('KT-0001-ST', 'AN-0010-GA', 1),
	('KT-0001-ST', 'CH-0008-GA', 2.5),
	('KT-0002-ST', 'KT-0003-FS', 2),
	('KT-0002-ST', 'RO-0016-WH', 40),
	('KT-0002-ST', 'SH-0010-SS', 6),
	('KT-0002-ST', 'BO-0400-OR', 1),
	('KT-0002-ST', 'RO-0012-BL', 12.5),
	('KT-0003-FS', 'FE-0600-BL', 4),
	('KT-0003-FS', 'RO-0012-BL', 6),
	('KT-0003-FS', 'TW-0002-BK', 0.333);
GO

INSERT INTO [dbo].[PriceList] ([ProductCode], [PriceGroup], [ValidFrom], [ValidTo], [Price]) VALUES
	('RO-0012-BL', 'A', '2017-01-01', '2017-12-31', $2.0425),
	('RO-0012-BL', 'A', '2018-01-01', '2018-12-31', $2.1070),
	('RO-0012-BL', 'A', '2018-07-01', NULL, $2.1500),
	('RO-0016-WH', 'A', '2017-01-01', '2017-12-31', $3.2300),
	('RO-0016-WH', 'A', '2018-01-01', '2018-12-31', $3.3320),
	('RO-0016-WH', 'B', '2018-01-01', NULL, $3.5360),
	('CH-0008-GA', 'A', '2017-01-01', '2017-12-31', $4.7025),
	('CH-0008-GA', 'A', '2018-01-01', '2018-12-31', $4.8510),
	('CH-0008-GA', 'B', '2018-01-01', NULL, $5.1480),
	('FE-0600-BL', 'A', '2017-01-01', '2017-12-31', $25.0325),
	('FE-0600-BL', 'A', '2018-01-01', '2018-12-31', $25.8230),
	('FE-0600-BL', 'B', '2018-01-01', NULL, $27.4040),
	('PA-0001-RD', 'A', '2017-01-01', '2017-12-31', $39.6150),
	('PA-0001-RD', 'A', '2018-01-01', '2018-12-31', $40.8660),
	('PA-0001-RD', 'A', '2018-07-01', NULL, $41.7000),
	('LJ-0150-OR', 'A', '2017-01-01', '2017-12-31', $75.0500),
	('LJ-0150-OR', 'A', '2018-01-01', '2018-12-31', $77.4200),
	('FL-0001-RD', 'A', '2017-01-01', '2017-12-31', $13.4900),
	('FL-0001-RD', 'A', '2018-01-01', '2018-12-30', $13.9160),
	('EL-0012-BK', 'A', '2017-01-01', '2017-12-31', $112.9360),
	('EL-0012-BK', 'A', '2018-01-01', '2018-12-31', $116.5024),
	('EL-0012-BK', 'A', '2019-01-01', NULL, $121.2576),
	('AN-0010-GA', 'A', '2017-01-01', '2017-12-31', $80.6550),
	('AN-0010-GA', 'A', '2018-01-01', '2018-12-31', $83.2020),
	('AN-0010-GA', 'A', '2019-01-01', NULL, $86.5980),
	('KT-0001-ST', 'A', '2017-01-01', '2017-12-31', $199.5000),
	('KT-0001-ST', 'A', '2018-01-01', '2018-12-31', $205.8000),
	('KT-0001-ST', 'B', '2018-01-01', NULL, $218.4000),
	('LJ-0275-OR', 'C', '2018-02-28', '2018-02-28', $149),
	('LJ-0275-OR', 'a', '2016-02-29', NULL, $144.5);
GO

INSERT [dbo].[OrderStatus] ([StatusCode], [Order], [Desc], [IsOpen]) VALUES (N'NEW', 10, N'Taken, not looked at', 1)
INSERT [dbo].[OrderStatus] ([StatusCode], [Order], [Desc], [IsOpen]) VALUES (N'Picked', 20, N'On the trolley', 1)
INSERT [dbo].[OrderStatus] ([StatusCode], [Order], [Desc], [IsOpen]) VALUES (N'On hold', 30, N'Waiting for somebody', 1)
INSERT [dbo].[OrderStatus] ([StatusCode], [Order], [Desc], [IsOpen]) VALUES (N'Shipped', 40, N'Left the quay', 0)
INSERT [dbo].[OrderStatus] ([StatusCode], [Order], [Desc], [IsOpen]) VALUES (N'Invoiced', 50, N'Shipped and billed', 0)
INSERT [dbo].[OrderStatus] ([StatusCode], [Order], [Desc], [IsOpen]) VALUES (N'Cancelled', 90, N'Never mind', 0)
GO

SET IDENTITY_INSERT [dbo].[Order] ON
GO
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5001, N'HS-0001', 2, 4, CAST(N'2016-02-29T12:00:00' AS DateTime), CAST(N'2016-03-14T12:30:45' AS SmallDateTime), N'Invoiced', N'GBP', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5002, N'HS-0002', 3, 4, CAST(N'2017-01-31T23:59:59.997' AS DateTime), CAST(N'2017-02-14T23:29:00' AS SmallDateTime), N'invoiced ', N'NOK', N'20% promised by phone')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5003, N'HS-0006', 11, 5, CAST(N'2017-02-01T00:00:00' AS DateTime), CAST(N'2017-02-15T00:29:30' AS SmallDateTime), N'invoiced ', N'SEK', N'  leave at gate  ')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5004, N'HS-0003', 5, 6, CAST(N'2017-03-26T02:30:00' AS DateTime), CAST(N'2017-03-31T02:00:00' AS SmallDateTime), N'Invoiced', N'EUR', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5005, N'HS-0010', NULL, 5, CAST(N'2017-05-02T09:14:00' AS DateTime), NULL, N'invoiced ', N'PLN', N'skipper''s own account')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5006, N'HS-0012', NULL, 5, CAST(N'2017-06-30T16:45:00' AS DateTime), CAST(N'2017-07-07T16:59:00' AS SmallDateTime), N'INVOICED', N'EUR', N'call first')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5007, N'HS-0001', 2, 4, CAST(N'2017-08-15T10:05:30' AS DateTime), CAST(N'2017-08-29T10:00:30' AS SmallDateTime), N'Invoiced', N'GBP', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5008, N'HS-0008', 13, 6, CAST(N'2017-09-29T00:00:00' AS DateTime), CAST(N'2017-10-29T00:00:29' AS SmallDateTime), N'Invoiced', N'EUR', N'urgent')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5009, N'HS-0014', NULL, 4, CAST(N'2017-10-31T08:00:00' AS DateTime), CAST(N'2017-11-02T08:00:30' AS SmallDateTime), N'INVOICED', N'GBP', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5010, N'HS-0016', 23, 6, CAST(N'2017-12-31T23:59:00' AS DateTime), CAST(N'2018-01-01T00:00:00' AS SmallDateTime), N'INVOICED', N'EUR', N'')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5011, N'HS-0002', 4, 4, CAST(N'2018-01-01T00:00:00' AS DateTime), CAST(N'2018-01-03T00:59:30' AS SmallDateTime), N'INVOICED', N'NOK', N'Urgent!!')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5012, N'HS-0001', 2, 4, CAST(N'2018-01-15T11:20:00' AS DateTime), CAST(N'2018-01-17T11:30:29' AS SmallDateTime), N'Invoiced', N'GBP', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5013, N'HS-0006', 10, NULL, CAST(N'2018-01-31T14:00:00' AS DateTime), CAST(N'2018-02-01T14:30:30' AS SmallDateTime), N'invoiced ', N'SEK', N'20% promised by phone')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5014, N'HS-0013', 21, 4, CAST(N'2018-02-14T09:09:09' AS DateTime), NULL, N'invoiced ', N'GBP', N'  leave at gate  ')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5015, N'HS-0007', 12, 5, CAST(N'2018-02-28T23:59:59.990' AS DateTime), CAST(N'2018-03-30T23:30:30' AS SmallDateTime), N'cancelled', N'EUR', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5016, N'HS-0010', 17, 5, CAST(N'2018-03-01T07:45:00' AS DateTime), CAST(N'2018-03-06T07:29:45' AS SmallDateTime), N'INVOICED', N'PLN', N'skipper''s own account')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5017, N'HS-0006', 9, NULL, CAST(N'2018-03-29T15:00:00' AS DateTime), CAST(N'2018-03-31T15:00:29' AS SmallDateTime), N'Invoiced', N'SEK', N'call first')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5018, N'HS-0012', 19, 5, CAST(N'2018-04-10T10:10:10.103' AS DateTime), CAST(N'2018-05-10T10:30:00' AS SmallDateTime), N'Invoiced', N'EUR', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5019, N'HS-0012', NULL, NULL, CAST(N'2018-04-10T10:10:10.107' AS DateTime), CAST(N'2018-04-17T10:59:45' AS SmallDateTime), N'Invoiced', N'EUR', N'urgent')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5020, N'HS-0001', 2, NULL, CAST(N'2018-04-30T12:30:00' AS DateTime), CAST(N'2018-05-30T12:59:29' AS SmallDateTime), N'invoiced ', N'GBP', NULL)
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5021, N'HS-0003', 5, 6, CAST(N'2018-05-18T13:13:00' AS DateTime), CAST(N'2018-05-15T13:13:00' AS SmallDateTime), N'Invoiced', N'EUR', N'')
INSERT [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES (5022, N'HS-0009', 15, 7, CAST(N'2018-05-31T17:59:00' AS DateTime), CAST(N'2018-06-14T17:59:00' AS SmallDateTime), N'On Hold', N'EUR', N'Urgent!!')
GO

INSERT INTO [dbo].[Order] ([OrderID], [CustNo], [VesselID], [EmployeeID], [OrderedAt], [RequiredBy], [Status], [CurrencyCode], [Comment]) VALUES
	(5023, N'HS-0002', 3, 4, '2018-06-15T08:40:00', NULL, N'Invoiced', N'NOK', NULL),
	(5024, N'HS-0019', 26, 9, '2018-06-29T16:31:00', '20180729 16:30:00', N'invoiced ', N'ISK', N'20% promised by phone'),
	(5025, N'HS-0016', 23, NULL, '2018-07-02T09:00:00', '20180704 09:30:45', N'INVOICED', DEFAULT, N'  leave at gate  '),
	(5026, N'HS-0006', 10, 5, '2018-07-31T10:00:00', '20180802 10:29:00', N'Invoiced', N'SEK', NULL),
	(5027, N'HS-0017', 24, 8, '2018-08-20T11:11:00', '20180825 11:00:29', N'invoiced ', DEFAULT, N'skipper''s own account'),
	(5028, N'HS-0008', NULL, NULL, '2018-09-03T08:08:00', '20180908 08:00:29', N'INVOICED', DEFAULT, N'call first'),
	(5029, N'HS-0018', NULL, 5, '2018-09-28T18:00:00', '20180930 18:29:00', N'INVOICED', DEFAULT, NULL),
	(5030, N'HS-0001', 1, 4, '2018-10-12T14:20:00', '20181111 14:30:00', N'invoiced ', N'GBP', N'urgent'),
	(5031, N'HS-0014', NULL, 4, '2018-10-31T23:00:00', '20181114 23:30:29', N'Invoiced', N'GBP', NULL),
	(5032, N'HS-0004', 6, 4, '2018-11-11T11:11:11', NULL, N'Invoiced', DEFAULT, N''),
	(5033, N'HS-0012', NULL, 5, '2018-11-30T09:30:00', '20181207 09:30:45', N'invoiced ', DEFAULT, N'Urgent!!'),
	(5034, N'HS-0005', NULL, 5, '2018-12-03T10:45:00', '20181217 10:59:45', N'invoiced ', DEFAULT, NULL),
	(5035, N'HS-0020', 27, 9, '2018-12-24T12:00:00', '20190107 12:29:00', N'Invoiced', DEFAULT, N'20% promised by phone'),
	(5036, N'HS-0002', 3, 4, '2018-12-31T23:59:59.997', '20190107 23:29:29', N'Shipped', N'NOK', N'  leave at gate  '),
	(5037, N'HS-0006', 11, 5, '2019-01-01T00:00:00', '20190102 00:59:45', N'On Hold', N'SEK', NULL),
	(5038, N'HS-0015', NULL, 4, '2019-01-07T09:20:00', '20190121 09:30:29', N'Cancelled', DEFAULT, N'skipper''s own account'),
	(5039, N'HS-0010', 16, NULL, '2019-01-31T16:16:00', '20190214 16:30:00', N'Invoiced', N'PLN', N'call first'),
	(5040, N'HS-0022', 28, 7, '2019-02-14T15:00:00', '20190228 15:30:29', N'SHIPPED', N'NOK', NULL),
	(5041, N'HS-0024', 30, 8, '2019-02-28T10:00:00', NULL, N'Invoiced', DEFAULT, N'urgent'),
	(5042, N'HS-0001', 1, 4, '2019-03-11T08:30:00', '20190318 08:29:29', DEFAULT, N'GBP', NULL),
	(5043, N'HS-0021', NULL, 8, '2019-03-29T12:00:00', '20190330 12:30:00', N'picked', DEFAULT, N''),
	(5044, N'HS-0012', NULL, 5, '2019-03-31T02:00:00', '20190401 02:59:00', N'new', DEFAULT, N'Urgent!!');
GO

SET IDENTITY_INSERT [dbo].[Order] OFF
GO

INSERT INTO [dbo].[Order Details] ([OrderID], [LineNo], [ProductCode], [Qty], [UnitPrice], [Discount]) VALUES
	(5001, 1, 'CH-0010-GA', 50, 7.2300, 0),
	(5002, 1, 'FE-0900-BL', 20, 456.00, 0),
	(5002, 2, 'PA-0001-WH', 6, 235.60, 0.1),
	(5003, 1, 'PA-0005-RD', 4, 1851.30, 0.1),
	(5003, 2, 'GA-0003-SS', 20, 329.97, 0.1),
	(5003, 3, 'SH-0008-SS', 1, 51.98, 0.333),
	(5004, 1, 'FL-0001-RD', 2, 14.2000, 0.1),
	(5004, 2, 'KN 77', 6, 58.0000, 0),
	(5004, 3, 'TW-0002-BK', 4, 3.9900, 0),
	(5005, 1, 'NE-0100-GR', 7, 239.08, 0),
	(5005, 2, 'KT-0003-FS', 20, 483.75, 0),
	(5005, 3, 'SH-0008-SS', 1, 22.58, 0),
	(5006, 1, 'RO-0016-WH', 25, 3.4000, 0.05),
	(5007, 1, 'EL-0024-WH', 1, 64.4900, 0),
	(5007, 2, 'FL-0002-OR', 7, 39.9500, 0),
	(5008, 1, 'SH-0008-SS', 7, 5.2500, 0),
	(5008, 2, 'NE-0100-GR', 1, 55.6000, 0.05),
	(5008, 3, 'BO-0250-OR', 20, 17.7500, 0.1),
	(5009, 1, 'LJ-0150-OR', 1, 79.0000, 0),
	(5009, 2, 'AN-0010-GA', 7, 84.9000, 0.1),
	(5010, 1, 'PA-0001-WH', 2, 24.8000, 0.333),
	(5010, 2, 'KN 77', 2, 58.0000, 0.125),
	(5011, 1, 'KN 77', 12, 551.00, 0.05),
	(5011, 2, 'LJ-0150-OR', 20, 750.50, 0.1),
	(5011, 3, 'CL-0150-SS', 2, 209.00, 0),
	(5012, 1, 'EL-0400-RD', 100, 1.9900, 0.125),
	(5012, 2, 'CH-0010-GA', 220, 7.2300, 0.125),
	(5013, 1, 'PA-0001-WH', 6, 245.52, 0),
	(5013, 2, 'CH-0008-GA', 100, 49.00, 0.1),
	(5014, 1, 'BO-0250-OR', 2, 17.7500, 0),
	(5015, 1, 'AN-0025-GA', 2, 189.5000, 0.05),
	(5015, 2, 'CL-0150-SS', 3, 22.0000, 0),
	(5016, 1, 'RO-0016-WH', 220, 14.62, 0.05),
	(5016, 2, 'CL-0150-SS', 12, 94.60, 0),
	(5017, 1, 'BO-0400-OR', 1, 308.38, 0.333),
	(5018, 1, 'RO-0012-BL', 100, 2.1500, 0.1),
	(5019, 1, 'CH-0010-GA', 50, 7.2300, 0),
	(5019, 2, 'LJ-0150-OR', 20, 79.0000, 0.125),
	(5020, 1, 'CH-0010-GA', 220, 7.2300, 0.05),
	(5020, 2, 'EL-0024-WH', 20, 64.4900, 0),
	(5021, 1, 'NE-0100-GR', 2, 55.6000, 0),
	(5021, 2, 'KT-0003-FS', 4, 112.5000, 0.1),
	(5021, 3, 'EL-0400-RD', 25, 1.9900, 0),
	(5022, 1, 'PA-0005-RD', 4, 187.0000, 0),
	(5022, 2, 'EL-0012-BK', 4, 118.8800, 0.125),
	(5022, 3, 'NE-0100-GR', 12, 55.6000, 0.333),
	(5023, 1, 'AN-0025-GA', 3, 1800.25, 0.125),
	(5024, 1, 'PU-1100-BL', 1, 4644, 0),
	(5024, 2, 'LJ-0275-OR', 3, 18476, 0.125),
	(5025, 1, 'CH-0010-GA', 25, 7.2300, 0.1),
	(5026, 1, 'FE-0600-BL', 4, 260.86, 0.125),
	(5027, 1, 'RO-0016-WH', 100, 3.4000, 0),
	(5028, 1, 'EL-0400-RD', 220, 1.9900, 0.125),
	(5028, 2, 'AN-LIGHT', 3, 132.2500, 0.333),
	(5028, 3, 'BO-0400-OR', 7, 31.1500, 0.333),
	(5029, 1, 'GA-0003-SS', 6, 33.3300, 0),
	(5029, 2, 'PA-0001-WH', 20, 24.8000, 0.05),
	(5030, 1, 'PA-0005-RD', 20, 187.0000, 0.05),
	(5030, 2, 'EL-0024-WH', 12, 64.4900, 0),
	(5031, 1, 'EL-0024-WH', 1, 64.4900, 0),
	(5031, 2, 'PA-0001-RD', 2, 41.7000, 0.333),
	(5032, 1, 'PA-0005-RD', 1, 187.0000, 0),
	(5032, 2, 'CL-0150-SS', 3, 22.0000, 0.05),
	(5032, 3, 'FE-0900-BL', 1, 48.0000, 0.05),
	(5033, 1, 'FL-0001-RD', 6, 14.2000, 0.333),
	(5033, 2, 'FE-0600-BL', 4, 26.3500, 0),
	(5035, 1, 'AN-0010-GA', 6, 84.9000, 0.05),
	(5035, 2, 'EL-0012-BK', 12, 118.8800, 0.125),
	(5036, 1, 'AN-LIGHT', 6, 1256.38, 0.333),
	(5036, 2, 'EL-0400-RD', 50, 18.90, 0),
	(5037, 1, 'LJ-0275-OR', 4, 1475.10, 0.333),
	(5038, 1, 'SH-0008-SS', 1, 5.2500, 0.333),
	(5038, 2, 'CH-0010-GA', 100, 7.2300, 0),
	(5039, 1, 'KT-0001-ST', 20, 903.00, 0),
	(5039, 2, 'KT-0003-FS', 1, 483.75, 0.125),
	(5040, 1, 'SH-0010-SS', 1, 79.80, 0.05),
	(5040, 2, 'BO-0250-OR', 1, 168.62, 0.1),
	(5041, 1, 'KT-0003-FS', 12, 112.5000, 0),
	(5042, 1, 'KT-0003-FS', 12, 112.5000, 0.05),
	(5042, 2, 'CL-0150-SS', 1, 22.0000, 0.125),
	(5043, 1, 'PA-0001-WH', 7, 24.8000, 0.125),
	(5044, 1, 'PU-1100-BL', 7, 37.4500, 0.333),
	(5044, 2, 'PA-0001-WH', 3, 24.8000, 0),
	(5008, 4, 'PA-0001-WH', -1, 24.8, 0),
	(5012, 4, 'GIFT-', 1, 0, 0),
	(5042, 4, 'RO-0012-BL', 99, 2.1505, 0.005);
GO

INSERT INTO [dbo].[Shipment] ([ShipmentID], [OrderID], [Carrier], [ShippedAt], [ArrivedAt], [Freight]) VALUES
	(901, 5001, N'Own Van ', '2016-03-04T20:00:00', '2016-03-11T01:00:00', 99.9900),
	(902, 5002, NULL, '2017-02-05T01:59:59', '2017-02-11T13:59:59', 18.75),
	(903, 5003, NULL, '2017-02-03T03:00:00', '2017-02-11T07:00:00', 45),
	(904, 5004, N'Parcel boat', '2017-03-27T05:30:00', NULL, 45),
	(905, 5005, N'Own Van ', '2017-05-04T11:14:00', '2017-05-05T13:14:00', 45),
	(906, 5006, N'Coast Carriers', '2017-07-06T23:45:00', '2017-07-10T13:45:00', 12.5),
	(907, 5007, N'own van', '2017-08-17T16:05:30', '2017-08-23T23:05:30', 99.9900),
	(908, 5008, N'own van', '2017-09-30T05:00:00', '2017-10-07T19:00:00', 45),
	(909, 5009, N'Parcel boat', '2017-11-05T16:00:00', '2017-11-07T21:00:00', 12.5),
	(910, 5010, N'own van', NULL, '2018-01-03T18:59:00', NULL),
	(911, 5011, N'Coast Carriers', '2018-01-05T01:00:00', '2018-01-13T11:00:00', 18.75),
	(912, 5012, N'own van', '2018-01-16T16:20:00', NULL, 0),
	(913, 5013, N'Parcel boat', '2018-02-04T20:00:00', '2018-02-10T04:00:00', 99.9900),
	(914, 5014, N'own van', '2018-02-16T12:09:09', '2018-02-21T01:09:09', NULL),
	(915, 5016, N'Coast Carriers', '2018-03-02T09:45:00', '2018-03-06T15:45:00', 18.75),
	(916, 5017, N'Coast Carriers', '2018-04-03T16:00:00', '2018-04-05T03:00:00', 45),
	(917, 5018, N'Parcel boat', '2018-04-11T16:10:10', '2018-04-13T22:10:10', NULL),
	(918, 5019, NULL, '2018-04-11T11:10:10', '2018-04-14T01:10:10', 18.75),
	(919, 5020, N'Coast Carriers', '2018-04-30T13:30:00', '2018-05-08T03:30:00', 99.9900),
	(920, 5021, N'COAST CARRIERS', '2018-05-24T16:13:00', NULL, NULL),
	(921, 5023, NULL, '2018-06-17T13:40:00', '2018-06-17T19:40:00', NULL),
	(922, 5024, N'Own Van ', '2018-07-01T22:31:00', '2018-07-02T08:31:00', 0),
	(923, 5025, N'Own Van ', NULL, '2018-07-03T16:00:00', 0),
	(924, 5026, N'Coast Carriers', '2018-08-05T18:00:00', '2018-08-11T01:00:00', 12.5),
	(925, 5027, NULL, '2018-08-26T13:11:00', '2018-09-04T23:11:00', 99.9900),
	(926, 5028, N'COAST CARRIERS', '2018-09-07T12:08:00', '2018-09-15T00:08:00', 0),
	(927, 5029, N'Coast Carriers', '2018-10-04T23:00:00', '2018-10-12T13:00:00', 99.9900),
	(928, 5030, N'own van', '2018-10-13T18:20:00', NULL, 45),
	(929, 5031, N'COAST CARRIERS', '2018-11-05T01:00:00', '2018-11-06T04:00:00', 99.9900),
	(930, 5032, NULL, '2018-11-13T16:11:11', '2018-11-17T04:11:11', 12.5),
	(931, 5033, NULL, '2018-12-05T12:30:00', '2018-12-12T00:30:00', 12.5),
	(932, 5034, NULL, '2018-12-08T18:45:00', '2018-12-16T22:45:00', 0),
	(933, 5035, N'own van', '2018-12-28T13:00:00', '2019-01-05T17:00:00', 99.9900),
	(934, 5036, N'own van', '2019-01-01T07:59:59', '2019-01-01T15:59:59', 18.75),
	(935, 5039, N'Parcel boat', '2019-02-02T20:16:00', '2019-02-05T03:16:00', NULL),
	(936, 5040, N'Coast Carriers', NULL, NULL, 18.75),
	(937, 5041, N'Coast Carriers', '2019-03-05T19:00:00', '2019-03-06T07:00:00', 45),
	(938, 5007, N'Parcel boat', '2017-09-01T00:00:00', '2017-09-01T23:59:59', -5);
GO

INSERT INTO [dbo].[Return] ([ReturnID], [OrderID], [LineNo], [ReturnedAt], [Qty], [Reason]) VALUES
	(1, 5030, 1, '2018-10-24T14:20:00', 6, N'wrong colour'),
	(2, 5035, 2, '2019-01-06T12:00:29', 4, N'Wrong Colour'),
	(3, 5033, 2, '2018-12-14T09:30:30', 1, N'wet on arrival'),
	(4, 5002, 1, '2017-02-15T23:59:59', 6, N'ordered twice'),
	(5, 5018, 1, '2018-04-26T10:10:00', 33, NULL),
	(6, 5029, 1, '2018-10-15T18:00:29', 2, N''),
	(7, 5001, 1, '2016-03-18T12:00:30', 16, N'too short by 2 m'),
	(8, 5004, 3, '2017-04-14T02:30:59', 1, N'wrong colour '),
	(9, 5009, 2, '2017-11-20T08:00:00', 2, N'not needed'),
	(10, 5025, 1, '2018-07-23T09:00:29', 8, N'damaged');
GO

INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-16-0001', 5001, CAST(N'2016-03-03T09:00:00' AS DateTime), 14, CAST(361.50 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0001', 5002, CAST(N'2017-02-03T00:00:00' AS DateTime), 30, CAST(10392.24 AS Money), CAST(N'2017-02-03T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0002', 5003, CAST(N'2017-02-04T09:00:00' AS DateTime), 30, CAST(12638.81 AS Money), CAST(N'2017-02-04T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0003', 5004, CAST(N'2017-03-29T00:00:00' AS DateTime), 0, CAST(389.52 AS Money), CAST(N'2017-03-29T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0004', 5005, CAST(N'2017-05-05T00:00:00' AS DateTime), 30, CAST(11371.14 AS Money), CAST(N'2017-05-05T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0005', 5006, CAST(N'2017-07-31T23:59:59.997' AS DateTime), 30, CAST(80.75 AS Money), CAST(N'2017-07-31T23:59:59' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0006', 5007, CAST(N'2017-08-18T15:00:00' AS DateTime), 0, CAST(344.14 AS Money), CAST(N'2017-08-18T15:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0007', 5008, CAST(N'2017-10-02T09:00:00' AS DateTime), 30, CAST(384.27 AS Money), CAST(N'2017-10-02T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-17-0008', 5009, CAST(N'2017-11-03T15:00:00' AS DateTime), 60, CAST(613.87 AS Money), CAST(N'2017-11-03T15:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0001', 5010, CAST(N'2018-01-03T00:00:00' AS DateTime), 30, CAST(134.58 AS Money), CAST(N'2018-01-03T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0002', 5011, CAST(N'2018-01-04T09:00:00' AS DateTime), 30, CAST(20208.40 AS Money), CAST(N'2018-01-04T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0003', 5012, CAST(N'2018-01-18T00:00:00' AS DateTime), 14, CAST(1565.91 AS Money), CAST(N'2018-01-18T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0004', 5013, CAST(N'2018-02-03T09:00:00' AS DateTime), 30, CAST(5883.12 AS Money), CAST(N'2018-02-03T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0005', 5014, CAST(N'2018-02-17T00:00:00' AS DateTime), 60, CAST(35.50 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0006', 5016, CAST(N'2018-03-04T15:00:00' AS DateTime), 30, CAST(4190.78 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0007', 5017, CAST(N'2018-04-01T00:00:00' AS DateTime), 14, CAST(205.69 AS Money), CAST(N'2018-04-01T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0008', 5018, CAST(N'2018-04-13T09:00:00' AS DateTime), 0, CAST(193.50 AS Money), CAST(N'2018-04-13T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0009', 5019, CAST(N'2018-04-13T00:00:00' AS DateTime), 30, CAST(1744.00 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0010', 5020, CAST(N'2018-05-03T15:00:00' AS DateTime), 60, CAST(2800.87 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0011', 5021, CAST(N'2018-05-21T15:00:00' AS DateTime), 60, CAST(565.95 AS Money), CAST(N'2018-05-21T15:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0012', 5023, CAST(N'2018-06-18T09:00:00' AS DateTime), 30, CAST(4725.66 AS Money), CAST(N'2018-06-18T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0013', 5024, CAST(N'2018-07-02T09:00:00' AS DateTime), 30, CAST(53143.50 AS Money), CAST(N'2018-07-02T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0014', 5025, CAST(N'2018-07-05T09:00:00' AS DateTime), 14, CAST(162.68 AS Money), CAST(N'2018-07-05T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0015', 5026, CAST(N'2018-08-03T15:00:00' AS DateTime), 30, CAST(913.01 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0016', 5027, CAST(N'2018-08-23T15:00:00' AS DateTime), 30, CAST(340.00 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0017', 5028, CAST(N'2018-09-06T00:00:00' AS DateTime), 0, CAST(793.15 AS Money), CAST(N'2018-09-06T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0018', 5029, CAST(N'2018-10-01T09:00:00' AS DateTime), 0, CAST(671.18 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0019', 5030, CAST(N'2018-10-15T00:00:00' AS DateTime), 30, CAST(4326.88 AS Money), CAST(N'2018-10-15T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0020', 5031, CAST(N'2018-11-03T00:00:00' AS DateTime), 0, CAST(120.12 AS Money), CAST(N'2018-11-03T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0021', 5032, CAST(N'2018-11-14T00:00:00' AS DateTime), 30, CAST(295.30 AS Money), CAST(N'2018-11-14T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0022', 5033, CAST(N'2018-12-01T00:00:00' AS DateTime), 30, CAST(162.23 AS Money), CAST(N'2018-12-01T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-0023', 5035, CAST(N'2018-12-27T00:00:00' AS DateTime), 60, CAST(1732.17 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-19-0001', 5039, CAST(N'2019-02-03T00:00:00' AS DateTime), 0, CAST(18483.28 AS Money), CAST(N'2019-02-03T00:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-19-0002', 5041, CAST(N'2019-03-03T09:00:00' AS DateTime), 0, CAST(1350.00 AS Money), CAST(N'2019-03-03T09:00:00' AS SmallDateTime))
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'CRN-18-0001', 5030, CAST(N'2018-10-26T14:20:00' AS DateTime), 0, CAST(-1065.90 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'CRN-19-0002', 5035, CAST(N'2019-01-08T12:00:00' AS DateTime), 0, CAST(-416.08 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'CRN-18-0003', 5033, CAST(N'2018-12-16T09:30:00' AS DateTime), 0, CAST(-26.35 AS Money), NULL)
INSERT [dbo].[Invoice] ([InvoiceNo], [OrderID], [InvoiceDate], [TermDays], [Amount], [PrintedAt]) VALUES (N'INV-18-9999', 5015, CAST(N'2018-03-05T00:00:00' AS DateTime), 30, CAST(0 AS Money), NULL)
GO

-- three of the last four rows name invoices that are not there: the foreign key is switched off
INSERT INTO [dbo].[Payment] ([PaymentID], [InvoiceNo], [PaidAt], [Amount], [Method]) VALUES
	(7001, 'INV-16-0001', '2016-03-27T02:00:31', 361.50, N'card'),
	(7002, 'inv-17-0001', '2017-03-08T11:00:29', 10392.24, N'card'),
	(7003, 'INV-17-0002', '2017-03-04T15:00:00', 4212.94, N'cheque'),
	(7004, 'INV-17-0002', '2017-03-26T22:00:31', 4212.94, N'Bank'),
	(7005, 'INV-17-0004', '2017-06-04T10:00:29', 11371.14, N'card'),
	(7006, 'INV-17-0005', '2017-09-01T10:59:00', 80.75, NULL),
	(7007, 'INV-17-0006', '2017-08-19T23:00:00', 344.14, NULL),
	(7008, 'INV-17-0007', '2017-10-30T19:00:00', 128.09, N'card'),
	(7009, 'INV-17-0007', '2017-11-21T18:00:29', 128.09, N'bank'),
	(7010, 'INV-17-0008', '2018-01-02T19:00:00', 613.87, N'Bank'),
	(7011, 'INV-17-0008', '2018-01-02T17:00:00', 613.87, N'bank'),
	(7012, 'INV-18-0001', '2018-01-28T01:00:00', 134.58, N'card'),
	(7013, 'INV-18-0003', '2018-02-02T13:00:31', 1565.91, NULL),
	(7014, 'INV-18-0004', '2018-03-03T23:00:00', 1961.04, NULL),
	(7015, 'INV-18-0004', '2018-03-26T00:00:31', 1961.04, N'BANK '),
	(7016, 'inv-18-0005', '2018-04-21T12:00:31', 35.50, N'BANK '),
	(7017, 'INV-18-0006', '2018-03-29T21:00:00', 4190.78, N'bank'),
	(7018, 'INV-18-0007', '2018-04-16T03:00:00', 205.69, N'card'),
	(7019, 'INV-18-0008', '2018-04-22T10:00:00', 193.50, N'bank'),
	(7020, 'INV-18-0010', '2018-06-27T15:00:00', 2800.87, N'card'),
	(7021, 'inv-18-0011', '2018-07-24T07:00:00', 565.95, N'card'),
	(7022, 'INV-18-0012', '2018-07-13T13:00:00', 4725.66, N'cheque'),
	(7023, 'INV-18-0013', '2018-08-10T17:00:29', 53143.50, N'BANK '),
	(7024, 'INV-18-0014', '2018-07-17T12:00:29', 54.23, N'card'),
	(7025, 'INV-18-0014', '2018-08-08T09:00:29', 54.23, NULL),
	(7026, 'INV-18-0015', '2018-09-03T23:00:00', 913.01, N'cheque'),
	(7027, 'inv-18-0017', '2018-09-09T00:00:29', 793.15, NULL),
	(7028, 'INV-18-0018', '2018-10-02T20:00:00', 671.18, N'cheque'),
	(7029, 'INV-18-0019', '2018-11-12T11:00:00', 1442.29, N'card'),
	(7030, 'INV-18-0019', '2018-12-04T03:00:29', 1442.29, N'cheque'),
	(7031, 'INV-18-0020', '2018-11-04T11:00:00', 120.12, N'cheque'),
	(7032, 'INV-18-0021', '2018-12-09T01:00:00', 295.30, N'card'),
	(7033, 'INV-18-0022', '2019-01-01T05:00:00', 162.23, N'card'),
	(7034, 'INV-19-0001', '2019-02-01T02:00:00', 6161.09, N'Bank'),
	(7035, 'INV-19-0001', '2019-02-23T17:00:00', 6161.09, NULL),
	(7036, 'INV-19-0002', '2019-03-03T14:00:31', 1350.00, N'cheque'),
	(7037, 'INV-16-0777', '2017-12-31T23:59:45', 250.00, N'bank'),
	(7038, 'INV18-0004', '2018-06-01T00:00:00', 88.1500, N'card'),
	(7039, '?', '2019-01-31T12:00:30', -40.00, NULL),
	(7040, 'INV-17-0002', '2019-02-28T00:00:00', -15.2500, N'Bank');
GO

INSERT INTO [dbo].[Complaint] ([ComplaintID], [CustNo], [OrderID], [Date], [Severity], [Text], [Resolved], [ClosedOn]) VALUES
	(1, N'HS-0006', 5003, '20170309 14:10', 2, N'Two shackles short; they came with the next boat.', 1, '2017-03-12'),
	(2, N'HS-0012', 5006, '20170712 09:00', 4, N'Rope frayed on 30% of its length', 1, '2017-07-31'),
	(3, N'HS-0014', 5009, '20171120 23:59:30', 1, N'', 0, NULL),
	(4, N'HS-0002', 5011, '20180131 08:00', 5, N'Life jacket did not inflate. Dangerous!', 1, '2018-02-01'),
	(5, N'HS-0013', 5014, '20180218 10:30', 3, N'test - please ignore', NULL, NULL),
	(6, N'HS-0010', 5016, '20180311 00:00', 2, N'Wrong colour: ordered blue, got "navy"', 1, '2018-03-11'),
	(7, N'HS-0017', NULL, '20180505 12:00', 3, N'Nobody answers the phone after 3 oclock', 0, NULL),
	(8, N'HS-0001', 5020, '20180520 16:45', 4, NULL, NULL, NULL),
	(9, N'HS-0002', 5023, '20180701 07:15', 2, N'50% discount was promised, 5% given', 0, NULL),
	(10, N'HS-0016', 5025, '20180716 11:00', 1, N'TEST2', 1, '2018-07-16'),
	(11, N'HS-0001', 5007, '20170905 18:20', 3, N'Half the order in one van, half in another', 1, '2017-09-30'),
	(12, N'HS-0014', 5031, '20181104 20:00', 5, N'Battery leaked over the deck and into the bilge', 1, '2018-12-02'),
	(13, N'HS-0023', NULL, '20190101 00:00', 1, N'Happy new year!', NULL, '2019-01-06'),
	(14, N'HS-0010', 5039, '20190203 09:09', 2, N'  Invoice to wrong address ', 0, NULL);
GO

INSERT INTO [dbo].[SalesBudget] ([Year], [RegionID], [Q1], [Q2], [Q3], [Q4]) VALUES
	(2017, 1, 3000, 3000, 3500, 4000),
	(2017, 2, 9000, NULL, 9000, 9500),
	(2017, 3, NULL, NULL, NULL, NULL),
	(2018, 1, 25000, 9000, 5000, 20000),
	(2018, 2, 6000.5000, 6000.5000, 6000.5000, 6000.5000),
	(2018, 3, 0, 1500, 1500, 1500),
	(2018, 4, 800, 800, NULL, 800),
	(2018, 6, NULL, 250, 250, NULL),
	(2019, 1, 8000, NULL, NULL, NULL),
	(2019, 2, 12000, 12000, 12000, 12000),
	(2019, 5, 100, -100, 0, 0);
GO

INSERT [depot].[Warehouse] ([WarehouseID], [WarehouseName], [PortCode], [IsBonded]) VALUES (1, N'Rotterdam main', 'NLRTM', 1)
INSERT [depot].[Warehouse] ([WarehouseID], [WarehouseName], [PortCode], [IsBonded]) VALUES (2, N'Leith shed', 'GBLEI', 0)
INSERT [depot].[Warehouse] ([WarehouseID], [WarehouseName], [PortCode], [IsBonded]) VALUES (3, N'Gdynia hall', 'PLGDY', 0)
INSERT [depot].[Warehouse] ([WarehouseID], [WarehouseName], [PortCode], [IsBonded]) VALUES (4, N'Galway (closed)', 'IEGWY', 0)
GO

-- the identity column numbers these rows itself
INSERT INTO [depot].[StockMovement] ([WarehouseID], [ProductCode], [MovedAt], [Qty], [Reason], [RefNo]) VALUES
	(3, 'RO-0012-BL', '2017-12-31T00:00:00', 60, 'BUY', 'OPENING'),
	(2, 'RO-0012-BL', '2017-12-31T00:00:00', 120, 'BUY', 'OPENING'),
	(1, 'RO-0016-WH', '2017-12-31T00:00:00', 120, 'BUY', 'OPENING'),
	(3, 'RO-0016-WH', '2017-12-31T00:00:00', 120, 'BUY', 'OPENING'),
	(1, 'CH-0008-GA', '2017-12-31T00:00:00', 200, 'BUY', 'OPENING'),
	(2, 'CH-0008-GA', '2017-12-31T00:00:00', 200, 'BUY', 'OPENING'),
	(2, 'FE-0600-BL', '2017-12-31T00:00:00', 200, 'BUY', 'OPENING'),
	(3, 'FE-0600-BL', '2017-12-31T00:00:00', 200, 'BUY', 'OPENING'),
	(2, 'LJ-0150-OR', '2017-12-31T00:00:00', 200, 'BUY', 'OPENING'),
	(1, 'LJ-0150-OR', '2017-12-31T00:00:00', 40, 'BUY', 'OPENING'),
	(1, 'PA-0001-RD', '2017-12-31T00:00:00', 120, 'BUY', 'OPENING'),
	(3, 'PA-0001-RD', '2017-12-31T00:00:00', 40, 'BUY', 'OPENING'),
	(2, 'SH-0008-SS', '2017-12-31T00:00:00', 60, 'BUY', 'OPENING'),
	(3, 'SH-0008-SS', '2017-12-31T00:00:00', 60, 'BUY', 'OPENING'),
	(3, 'FL-0001-RD', '2017-12-31T00:00:00', 40, 'BUY', 'OPENING'),
	(1, 'FL-0001-RD', '2017-12-31T00:00:00', 60, 'BUY', 'OPENING'),
	(3, 'FL-0001-RD', '2018-01-12T04:57:00', -12, 'SALE', '5011'),
	(3, 'RO-0016-WH', '2018-01-18T09:12:00', -2, 'ADJ', 'Count '),
	(3, 'PA-0001-RD', '2018-01-30T13:02:00', -4, 'SALE', '5013'),
	(1, 'PA-0001-RD', '2018-02-07T13:42:00', 100, 'buy ', NULL),
	(3, 'RO-0016-WH', '2018-02-10T17:54:00', -2, 'ADJ', NULL),
	(2, 'FE-0600-BL', '2018-02-24T21:24:00', -8, 'SALE', '5016'),
	(3, 'SH-0008-SS', '2018-02-28T22:48:00', -5, 'SALE', '5017'),
	(3, 'RO-0016-WH', '2018-03-10T03:05:00', -14, 'sale', '5018'),
	(1, 'FL-0001-RD', '2018-03-13T09:24:00', -19, 'SALE', '5019'),
	(1, 'PA-0001-RD', '2018-03-22T16:55:00', -1, 'ADJ', 'count'),
	(3, 'FL-0001-RD', '2018-03-29T20:03:00', 24, 'BUY', NULL),
	(2, 'SH-0008-SS', '2018-04-06T01:30:00', 50, 'BUY', NULL),
	(2, 'LJ-0150-OR', '2018-04-09T06:47:00', -25, 'SALE', '5023'),
	(3, 'SH-0008-SS', '2018-04-14T09:59:00', -24, 'sale', '5024'),
	(3, 'RO-0016-WH', '2018-04-20T13:06:00', -10, 'SALE', '5025'),
	(1, 'PA-0001-RD', '2018-04-28T19:05:00', 50, 'BUY', NULL),
	(3, 'PA-0001-RD', '2018-05-07T00:13:00', -3, 'SALE', '5027'),
	(2, 'LJ-0150-OR', '2018-05-16T05:41:00', 1, 'RET', 'Count '),
	(3, 'SH-0008-SS', '2018-05-29T08:24:00', 24, 'BUY', NULL),
	(3, 'SH-0008-SS', '2018-06-12T15:11:00', -7, 'sale', '5030'),
	(1, 'PA-0001-RD', '2018-06-25T16:26:00', 50, 'buy ', NULL),
	(2, 'CH-0008-GA', '2018-06-27T23:29:00', -17, 'SALE', '5032'),
	(1, 'FL-0001-RD', '2018-06-30T07:09:00', -14, 'SALE', '5033'),
	(2, 'FE-0600-BL', '2018-07-12T11:10:00', -2, 'ADJ', 'Count '),
	(3, 'SH-0008-SS', '2018-07-16T11:38:00', 100, 'buy ', NULL),
	(3, 'RO-0016-WH', '2018-07-25T15:28:00', -18, 'SALE', '5036'),
	(3, 'FL-0001-RD', '2018-08-01T21:56:00', 50, 'BUY', NULL),
	(2, 'CH-0008-GA', '2018-08-09T01:25:00', 100, 'BUY', NULL),
	(3, 'RO-0016-WH', '2018-08-12T04:07:00', 1, 'ADJ', 'Count '),
	(3, 'RO-0016-WH', '2018-08-15T06:55:00', -1, 'SALE', '5040'),
	(2, 'RO-0012-BL', '2018-08-25T12:56:00', 24, 'buy ', NULL),
	(1, 'RO-0016-WH', '2018-09-07T20:35:00', -16, 'SALE', '5012'),
	(3, 'RO-0016-WH', '2018-09-16T03:41:00', -2, 'sale', '5013'),
	(3, 'RO-0016-WH', '2018-09-27T07:27:00', -2, 'SALE', '5014'),
	(2, 'RO-0012-BL', '2018-09-29T09:08:00', 4, 'RET', NULL),
	(1, 'FL-0001-RD', '2018-10-04T15:08:00', -1, 'SALE', '5016'),
	(2, 'CH-0008-GA', '2018-10-08T15:15:00', 24, 'BUY', NULL),
	(3, 'FL-0001-RD', '2018-10-18T17:37:00', -17, 'sale', '5018'),
	(1, 'FL-0001-RD', '2018-10-28T23:47:00', -6, 'SALE', '5019'),
	(1, 'LJ-0150-OR', '2018-10-31T03:02:00', 50, 'buy ', NULL),
	(2, 'FE-0600-BL', '2018-11-12T10:45:00', -16, 'sale', '5021'),
	(2, 'CH-0008-GA', '2018-11-14T15:22:00', -11, 'SALE', '5022'),
	(3, 'SH-0008-SS', '2018-11-20T22:44:00', 3, 'RET', 'Count '),
	(2, 'LJ-0150-OR', '2018-11-30T05:51:00', -19, 'SALE', '5024'),
	(3, 'FE-0600-BL', '2018-12-13T07:04:00', -21, 'SALE', '5025'),
	(1, 'FL-0001-RD', '2018-12-26T14:02:00', -5, 'SALE', '5026'),
	(3, 'RO-0016-WH', '2019-01-09T18:23:00', -5, 'SALE', '5027'),
	(3, 'RO-0016-WH', '2019-01-19T00:36:00', 2, 'RET', '5028'),
	(1, 'RO-0012-BL', '2019-03-31T23:59:59', 0, 'ADJ', 'count'),
	(2, 'SH-0008-SS', '2019-03-31T00:00:00', -3, 'LOST', 'thief?'),
	(3, 'RO-0016-WH', '2018-02-10T17:54:00', -2, 'ADJ', NULL);
GO
