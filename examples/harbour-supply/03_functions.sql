USE [HarbourSupply]
GO
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO

-- what a line costs, to the cent
CREATE FUNCTION [dbo].[fnLineValue] (@Qty int, @UnitPrice money, @Discount decimal(4, 3))
RETURNS money
WITH SCHEMABINDING
AS
BEGIN
	RETURN ROUND(@Qty * @UnitPrice * (1 - @Discount), 2)
END
GO

-- '2018-Q3'
CREATE FUNCTION [dbo].[fnQuarterLabel] (@When datetime)
RETURNS varchar(7)
AS
BEGIN
	RETURN CONVERT(varchar(4), YEAR(@When)) + '-Q' + CONVERT(char(1), DATEPART(quarter, @When))
END
GO

-- 42 -> '000042', for the people who sort numbers as text
CREATE FUNCTION [dbo].[fnPadNumber] (@Number int)
RETURNS varchar(6)
AS
BEGIN
	RETURN RIGHT('000000' + CONVERT(varchar(6), @Number), 6)
END
GO

-- the rate in force on a day: the last one set on or before it
CREATE FUNCTION [dbo].[tvfRateOn] (@CurrencyCode nchar(3), @On datetime)
RETURNS TABLE
AS
RETURN (
	SELECT TOP (1) x.RateDate, x.UnitsPerEuro
	FROM dbo.ExchangeRate AS x
	WHERE x.CurrencyCode = @CurrencyCode AND x.RateDate <= @On
	ORDER BY x.RateDate DESC
)
GO

CREATE FUNCTION [dbo].[tvfProductSales] (@ProductCode char(12), @From datetime, @To datetime)
RETURNS TABLE
AS
RETURN (
	SELECT COUNT(DISTINCT o.CustNo) AS Buyers, SUM(d.Qty) AS UnitsSold, MAX(o.OrderedAt) AS LastOrdered
	FROM dbo.[Order] AS o
	INNER JOIN dbo.[Order Details] AS d ON d.OrderID = o.OrderID
	WHERE d.ProductCode = @ProductCode AND o.OrderedAt >= @From AND o.OrderedAt < @To
)
GO
