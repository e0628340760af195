USE [HarbourSupply]
GO
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO

/****** Object:  View [dbo].[vwCustomerList] ******/
CREATE VIEW [dbo].[vwCustomerList]
AS
SELECT TOP (100) PERCENT
	c.CustNo,
	c.CustName,
	c.ContactName + N', ' + c.ContactTitle AS ContactLine,   -- all of it is NULL when one part is
	COALESCE(c.Phone, c.Fax, '(none)') AS CallOn,
	ISNULL(c.CreditLimit, 0) AS CreditLimit,
	CONVERT(varchar(10), c.SinceDate, 103) AS CustomerSince,
	r.RegionName,
	e.FirstName + N' ' + e.LastName AS AccountManager,
	CASE WHEN c.OnStop = 1 THEN 'STOP'
	     WHEN c.CreditLimit IS NULL OR c.CreditLimit = 0 THEN 'CASH'
	     ELSE 'OPEN' END AS Standing
FROM dbo.tblCustomer AS c
	INNER JOIN dbo.Region AS r ON r.RegionID = c.RegionID
	LEFT OUTER JOIN dbo.Employee AS e ON e.EmployeeID = c.AccountManager
ORDER BY c.CustName
GO

/****** Object:  View [dbo].[vwOrderLineValue]: the ground the other sales views stand on ******/
CREATE VIEW [dbo].[vwOrderLineValue]
WITH SCHEMABINDING
AS
SELECT	d.OrderID,
	d.[LineNo],
	d.ProductCode,
	p.ProductName,
	p.CategoryID,
	d.Qty,
	d.Qty / p.PackSize AS FullPacks,
	d.Qty % p.PackSize AS LooseUnits,
	dbo.fnLineValue(d.Qty, d.UnitPrice, d.Discount) AS LineValue,
	d.LineTotal,
	d.Qty * p.WeightKg AS WeightKg
FROM	dbo.[Order Details] AS d
	INNER JOIN dbo.Product AS p ON p.ProductCode = d.ProductCode
GO

/****** Object:  View [dbo].[vwOrderTotals] ******/
CREATE VIEW [dbo].[vwOrderTotals]
AS
SELECT	o.OrderID,
	o.CustNo,
	o.CurrencyCode,
	o.OrderedAt,
	s.[Desc] AS StatusText,
	s.IsOpen,
	COUNT(v.[LineNo]) AS LineCount,
	SUM(v.Qty) AS Units,
	AVG(v.Qty) AS AverageQty,                                -- an int: the fraction is cut off
	ISNULL(SUM(v.LineValue), 0) AS OrderValue,
	DATEDIFF(day, o.OrderedAt, o.RequiredBy) AS DaysAllowed,
	DATEDIFF(month, o.OrderedAt, o.RequiredBy) AS MonthEndsCrossed
FROM	dbo.[Order] AS o
	INNER JOIN dbo.OrderStatus AS s ON s.StatusCode = o.Status
	LEFT OUTER JOIN dbo.vwOrderLineValue AS v ON v.OrderID = o.OrderID
GROUP BY o.OrderID, o.CustNo, o.CurrencyCode, o.OrderedAt, o.RequiredBy, s.[Desc], s.IsOpen
GO

/****** Object:  View [dbo].[vwOrderEuro] ******/
CREATE VIEW [dbo].[vwOrderEuro]
AS
SELECT	t.OrderID,
	t.OrderedAt,
	t.CurrencyCode,
	t.OrderValue,
	r.RateDate,
	CAST(ROUND(t.OrderValue / r.UnitsPerEuro, 2) AS decimal(12, 2)) AS ValueInEuro
FROM	dbo.vwOrderTotals AS t
	OUTER APPLY dbo.tvfRateOn(t.CurrencyCode, t.OrderedAt) AS r
GO

/****** Object:  View [dbo].[vwCustomerYear] ******/
CREATE VIEW [dbo].[vwCustomerYear]
AS
SELECT	c.CustNo,
	c.CustName,
	YEAR(t.OrderedAt) AS [Year],
	COUNT(*) AS Orders,
	SUM(t.OrderValue) AS Turnover,
	SUM(CASE WHEN t.IsOpen = 1 THEN t.OrderValue ELSE 0 END) AS StillOpen,
	CASE WHEN SUM(t.OrderValue) >= 4000 THEN 'A'
	     WHEN SUM(t.OrderValue) >= 1000 THEN 'B'
	     ELSE 'C' END AS Class
FROM	dbo.tblCustomer AS c
	INNER JOIN dbo.vwOrderTotals AS t ON t.CustNo = c.CustNo
GROUP BY c.CustNo, c.CustName, YEAR(t.OrderedAt)
HAVING	SUM(t.OrderValue) > 0
GO

/****** Object:  View [dbo].[vwBestCustomers2018]: three, or more when they tie ******/
CREATE VIEW [dbo].[vwBestCustomers2018]
AS
SELECT TOP (3) WITH TIES
	y.CustNo,
	y.CustName,
	y.Orders,
	y.Turnover,
	RANK() OVER (ORDER BY y.Turnover DESC) AS ByTurnover
FROM	dbo.vwCustomerYear AS y
WHERE	y.[Year] = 2018
ORDER BY y.Orders DESC
GO

/****** Object:  View [dbo].[vwSalesByRegion] ******/
CREATE VIEW [dbo].[vwSalesByRegion]
AS
SELECT	CASE WHEN GROUPING(r.RegionName) = 1 THEN N'All regions' ELSE r.RegionName END AS Region,
	CASE WHEN GROUPING(k.CategoryName) = 1 THEN N'All categories' ELSE ISNULL(k.CategoryName, N'(none)') END AS Category,
	SUM(v.LineValue) AS Sales,
	COUNT(DISTINCT o.CustNo) AS Customers,
	GROUPING_ID(r.RegionName, k.CategoryName) AS RollupLevel
FROM	dbo.vwOrderLineValue AS v
	INNER JOIN dbo.[Order] AS o ON o.OrderID = v.OrderID
	INNER JOIN dbo.tblCustomer AS c ON c.CustNo = o.CustNo
	INNER JOIN dbo.Region AS r ON r.RegionID = c.RegionID
	LEFT OUTER JOIN dbo.ProductCategory AS k ON k.CategoryID = v.CategoryID
GROUP BY ROLLUP (r.RegionName, k.CategoryName)
GO

/****** Object:  View [dbo].[vwEmployeeTree] ******/
CREATE VIEW [dbo].[vwEmployeeTree]
AS
WITH Tree AS (
	SELECT	e.EmployeeID, e.FirstName, e.LastName, e.LeftDate, 0 AS Depth,
		CAST(e.LastName AS nvarchar(400)) AS Chain
	FROM	dbo.Employee AS e
	WHERE	e.ManagerID IS NULL
	UNION ALL
	SELECT	e.EmployeeID, e.FirstName, e.LastName, e.LeftDate, t.Depth + 1,
		CAST(t.Chain + N' > ' + e.LastName AS nvarchar(400))
	FROM	dbo.Employee AS e
		INNER JOIN Tree AS t ON t.EmployeeID = e.ManagerID
)
SELECT	t.EmployeeID,
	REPLICATE(N'. ', t.Depth) + t.FirstName + N' ' + t.LastName AS Indented,
	t.Depth,
	t.Chain,
	(SELECT COUNT(*) FROM dbo.Employee AS r WHERE r.ManagerID = t.EmployeeID) AS Reports,
	IIF(t.LeftDate IS NULL, 'yes', 'no') AS StillHere
FROM	Tree AS t
GO

/****** Object:  View [dbo].[vwPartsExplosion] ******/
CREATE VIEW [dbo].[vwPartsExplosion]
AS
WITH Parts (TopCode, PartCode, Depth, Qty) AS (
	SELECT	b.AssemblyCode, b.PartCode, 1, CAST(b.Qty AS decimal(18, 6))
	FROM	dbo.ProductPart AS b
	WHERE	NOT EXISTS (SELECT * FROM dbo.ProductPart AS u WHERE u.PartCode = b.AssemblyCode)
	UNION ALL
	SELECT	x.TopCode, b.PartCode, x.Depth + 1, CAST(x.Qty * b.Qty AS decimal(18, 6))
	FROM	Parts AS x
		INNER JOIN dbo.ProductPart AS b ON b.AssemblyCode = x.PartCode
)
SELECT	x.TopCode,
	x.PartCode,
	p.ProductName AS PartName,
	MAX(x.Depth) AS Deepest,
	SUM(x.Qty) AS QtyNeeded,
	SUM(x.Qty * p.UnitPrice) AS MaterialCost
FROM	Parts AS x
	INNER JOIN dbo.Product AS p ON p.ProductCode = x.PartCode
GROUP BY x.TopCode, x.PartCode, p.ProductName
GO

/****** Object:  View [depot].[vwStockLedger]: through the synonym, as all its readers write it ******/
CREATE VIEW [depot].[vwStockLedger]
AS
SELECT	m.MovementID,
	w.WarehouseName,
	m.ProductCode,
	m.MovedAt,
	m.Qty,
	SUM(m.Qty) OVER (PARTITION BY m.WarehouseID, m.ProductCode ORDER BY m.MovedAt, m.MovementID
		ROWS UNBOUNDED PRECEDING) AS Balance,
	ROW_NUMBER() OVER (PARTITION BY m.WarehouseID, m.ProductCode ORDER BY m.MovedAt DESC, m.MovementID DESC) AS FromLast,
	DATEDIFF(hour, LAG(m.MovedAt) OVER (PARTITION BY m.WarehouseID, m.ProductCode ORDER BY m.MovedAt, m.MovementID),
		m.MovedAt) AS HoursSinceLast,
	SUM(ABS(m.Qty)) OVER (PARTITION BY m.ProductCode) AS Turned
FROM	dbo.Movements AS m
	INNER JOIN depot.Warehouse AS w ON w.WarehouseID = m.WarehouseID
GO

/****** Object:  View [depot].[vwStockByReason]: 'SALE' and 'sale' fall into one column ******/
CREATE VIEW [depot].[vwStockByReason]
AS
SELECT	p.ProductCode,
	p.[BUY] AS Bought,
	p.[SALE] AS Sold,
	p.[RET] AS Returned,
	ISNULL(p.[ADJ], 0) AS Adjusted
FROM	(SELECT m.ProductCode, m.Reason, m.Qty FROM depot.StockMovement AS m) AS s
PIVOT	(SUM(Qty) FOR Reason IN ([BUY], [SALE], [RET], [ADJ])) AS p
GO

/****** Object:  View [dbo].[vwBudgetLong]: a quarter without a budget has no row ******/
CREATE VIEW [dbo].[vwBudgetLong]
AS
SELECT	u.[Year],
	u.RegionID,
	u.Quarter,
	CONVERT(varchar(4), u.[Year]) + '-' + u.Quarter AS QuarterLabel,
	u.Budget
FROM	(SELECT b.[Year], b.RegionID, b.Q1, b.Q2, b.Q3, b.Q4 FROM dbo.SalesBudget AS b) AS b
UNPIVOT	(Budget FOR Quarter IN (Q1, Q2, Q3, Q4)) AS u
GO

/****** Object:  View [dbo].[vwBudgetVersusActual] ******/
CREATE VIEW [dbo].[vwBudgetVersusActual]
AS
SELECT	COALESCE(b.QuarterLabel, a.QuarterLabel) AS QuarterLabel,
	COALESCE(b.RegionID, a.RegionID) AS RegionID,
	b.Budget,
	a.Actual,
	ISNULL(a.Actual, 0) - ISNULL(b.Budget, 0) AS Gap
FROM	dbo.vwBudgetLong AS b
	FULL OUTER JOIN (
		SELECT	dbo.fnQuarterLabel(t.OrderedAt) AS QuarterLabel, c.RegionID, SUM(t.OrderValue) AS Actual
		FROM	dbo.vwOrderTotals AS t
			INNER JOIN dbo.tblCustomer AS c ON c.CustNo = t.CustNo
		GROUP BY dbo.fnQuarterLabel(t.OrderedAt), c.RegionID
	) AS a ON a.QuarterLabel = b.QuarterLabel AND a.RegionID = b.RegionID
GO

/****** Object:  View [dbo].[vwPriceAtYearEnd] ******/
CREATE VIEW [dbo].[vwPriceAtYearEnd]
AS
SELECT	p.ProductCode,
	p.ProductName,
	p.UnitPrice,
	l.Price AS ListPrice,
	l.ValidFrom,
	ISNULL(l.Price, p.UnitPrice) - p.UnitPrice AS Change,
	s.Buyers,
	s.UnitsSold,
	s.LastOrdered
FROM	dbo.Product AS p
	OUTER APPLY (
		SELECT TOP (1) x.Price, x.ValidFrom
		FROM	dbo.PriceList AS x
		WHERE	x.ProductCode = p.ProductCode
			AND x.PriceGroup = 'A'
			AND x.ValidFrom <= '20181231'
			AND (x.ValidTo IS NULL OR x.ValidTo >= '20181231')
		ORDER BY x.ValidFrom DESC
	) AS l
	CROSS APPLY dbo.tvfProductSales(p.ProductCode, '20180101', '20190101') AS s
WHERE	p.Discontinued = 0
GO

/****** Object:  View [dbo].[vwCustomerBasket]: the way to join texts before STRING_AGG ******/
CREATE VIEW [dbo].[vwCustomerBasket]
AS
SELECT	c.CustNo,
	c.CustName,
	STUFF((
		SELECT	N', ' + RTRIM(d.ProductCode)
		FROM	dbo.[Order] AS o
			INNER JOIN dbo.[Order Details] AS d ON d.OrderID = o.OrderID
		WHERE	o.CustNo = c.CustNo
		GROUP BY d.ProductCode
		ORDER BY d.ProductCode
		FOR XML PATH('')
	), 1, 2, N'') AS Basket
FROM	dbo.tblCustomer AS c
GO

/****** Object:  View [dbo].[vwPortVessels] ******/
CREATE VIEW [dbo].[vwPortVessels]
AS
SELECT	p.PortCode,
	LEN(p.PortCode) AS CodeLength,
	DATALENGTH(p.PortCode) AS CodeBytes,
	p.PortName,
	COUNT(v.VesselID) AS Vessels,
	STRING_AGG(v.VesselName, N'; ') WITHIN GROUP (ORDER BY v.VesselID) AS VesselNames,
	AVG(v.GrossTonnage) AS AverageTonnage,
	(SELECT MAX(t.DuesPerTon) FROM dbo.PortTariff AS t
	 WHERE t.PortCode = p.PortCode AND t.TariffCode = 'gen') AS HighestDues
FROM	dbo.Port AS p
	LEFT OUTER JOIN dbo.Vessel AS v ON v.HomePort = p.PortCode
GROUP BY p.PortCode, p.PortName
GO

/****** Object:  View [dbo].[vwQuietVessels]: the first way never finds any, because some orders name no vessel ******/
CREATE VIEW [dbo].[vwQuietVessels]
AS
SELECT	'not in' AS FoundBy, v.VesselID, v.VesselName
FROM	dbo.Vessel AS v
WHERE	v.VesselID NOT IN (SELECT o.VesselID FROM dbo.[Order] AS o)
UNION ALL
SELECT	'not exists', v.VesselID, v.VesselName
FROM	dbo.Vessel AS v
WHERE	NOT EXISTS (SELECT 1 FROM dbo.[Order] AS o WHERE o.VesselID = v.VesselID)
UNION ALL
SELECT	'except', x.VesselID, NULL
FROM	(SELECT v.VesselID FROM dbo.Vessel AS v
	 EXCEPT
	 SELECT o.VesselID FROM dbo.[Order] AS o) AS x
GO

/****** Object:  View [dbo].[vwInvoiceAgeing]: as of the last day of 2018 ******/
CREATE VIEW [dbo].[vwInvoiceAgeing]
AS
WITH Paid AS (
	SELECT	p.InvoiceNo, SUM(p.Amount) AS PaidAmount, MAX(p.PaidAt) AS LastPaid
	FROM	dbo.Payment AS p
	GROUP BY p.InvoiceNo
)
SELECT	i.InvoiceNo,
	CONVERT(char(8), i.InvoiceDate, 112) AS DateKey,
	CONVERT(varchar(19), i.InvoiceDate, 120) AS IssuedAt,
	CONVERT(varchar(10), i.DueDate, 103) AS DueOn,
	EOMONTH(i.InvoiceDate) AS MonthEnd,
	DATENAME(month, i.InvoiceDate) AS InMonth,
	IIF(i.Amount < 0, 'credit note', 'invoice') AS Kind,
	i.Amount,
	ISNULL(p.PaidAmount, 0) AS PaidAmount,
	i.Amount - ISNULL(p.PaidAmount, 0) AS Balance,
	CAST(100 * ISNULL(p.PaidAmount, 0) / NULLIF(i.Amount, 0) AS decimal(9, 2)) AS PaidPercent,
	DATEDIFF(day, i.DueDate, '20181231') AS DaysLate,
	CHOOSE(CASE WHEN i.DueDate >= '20181231' THEN 1
	            WHEN DATEDIFF(month, i.DueDate, '20181231') < 2 THEN 2
	            ELSE 3 END, 'not due', 'late', 'very late') AS Bucket,
	p.LastPaid
FROM	dbo.Invoice AS i
	LEFT OUTER JOIN Paid AS p ON p.InvoiceNo = i.InvoiceNo
GO

/****** Object:  View [dbo].[vwTowns]: 'Leith', 'LEITH' and 'leith ' are one town ******/
CREATE VIEW [dbo].[vwTowns]
AS
SELECT	UPPER(RTRIM(n.Town)) AS Town,
	COUNT(*) AS Names,
	COUNT(DISTINCT n.Who) AS DistinctNames
FROM	(SELECT c.Town, c.CustName AS Who FROM dbo.tblCustomer AS c WHERE c.Town <> N''
	 UNION ALL
	 SELECT s.Town, s.SupplierName FROM dbo.Supplier AS s WHERE s.Town <> N'') AS n
GROUP BY UPPER(RTRIM(n.Town))
GO

/****** Object:  View [dbo].[vwProductCodeParts] ******/
CREATE VIEW [dbo].[vwProductCodeParts]
AS
SELECT	p.ProductCode,
	LEN(p.ProductCode) AS CodeLength,
	LEFT(p.ProductCode, 2) AS Family,
	TRY_CONVERT(int, SUBSTRING(p.ProductCode, CHARINDEX('-', p.ProductCode) + 1, 4)) AS SizeNo,
	RIGHT(RTRIM(p.ProductCode), 2) AS Colour,
	PATINDEX('%[0-9]%', p.ProductName) AS FirstDigitAt,
	CASE WHEN p.ProductCode LIKE '[A-C]%' THEN 'deck'
	     WHEN p.ProductCode LIKE '[^A-C]_-[0-9][0-9][0-9][0-9]%' THEN 'store'
	     ELSE 'other' END AS Shelf,
	CASE WHEN p.Barcode LIKE '%[^0-9]%' THEN 'bad' WHEN LEN(p.Barcode) = 13 THEN 'good' END AS BarcodeCheck,
	REPLACE(UPPER(p.ProductName), N' ', N'_') AS LabelText
FROM	dbo.Product AS p
GO

/****** Object:  View [dbo].[vwOrdersThirdPage]: ten rows a page ******/
CREATE VIEW [dbo].[vwOrdersThirdPage]
AS
SELECT	o.OrderID,
	o.OrderedAt,
	DATEPART(weekday, o.OrderedAt) AS WeekdayNo,
	o.Status,
	c.CustName
FROM	dbo.[Order] AS o
	INNER JOIN dbo.tblCustomer AS c ON c.CustNo = o.CustNo
ORDER BY o.OrderedAt DESC, o.OrderID
OFFSET 20 ROWS FETCH NEXT 10 ROWS ONLY
GO

/****** Object:  View [dbo].[vwComplaintLog] ******/
CREATE VIEW [dbo].[vwComplaintLog]
AS
SELECT	dbo.fnPadNumber(k.ComplaintID) AS ComplaintNo,
	c.CustName,
	CONVERT(varchar(10), k.[Date], 120) AS OnDay,
	DATENAME(weekday, k.[Date]) AS OnWeekday,
	LEFT(k.[Text], 24) AS Opening,
	CASE k.Severity WHEN 1 THEN 'low' WHEN 2 THEN 'low' WHEN 3 THEN 'middle' ELSE 'high' END AS Weight,
	CASE WHEN k.Resolved = 1 THEN 'closed' WHEN k.Resolved = 0 THEN 'open' ELSE 'not looked at' END AS Standing,
	CASE WHEN k.[Text] LIKE N'%!%%' ESCAPE '!' THEN 1 ELSE 0 END AS NamesAPercentage,
	DATEDIFF(week, k.[Date], k.ClosedOn) AS SundaysCrossed,
	s.Freight + 5 AS FreightPlusFee,
	r.ReturnedQty
FROM	dbo.Complaint AS k
	INNER JOIN dbo.tblCustomer AS c ON c.CustNo = k.CustNo
	LEFT OUTER JOIN dbo.Shipment AS s ON s.OrderID = k.OrderID AND s.ArrivedAt IS NOT NULL
	LEFT OUTER JOIN (SELECT b.OrderID, SUM(b.Qty) AS ReturnedQty FROM dbo.[Return] AS b GROUP BY b.OrderID) AS r
		ON r.OrderID = k.OrderID
WHERE	k.[Text] IS NULL OR k.[Text] NOT LIKE N'test%'
GO
