USE [HarbourSupply]
GO
/****** Types, schemas, tables and keys. Scripted from the live server, then edited by hand more than once. ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE SCHEMA [depot] AUTHORIZATION [dbo]
GO

-- alias types: one by the statement, one by the procedure everybody used before it
CREATE TYPE [dbo].[CustCode] FROM [nchar](8) NOT NULL
GO
EXEC sp_addtype N'PhoneNo', N'varchar(24)', N'NULL'
GO

CREATE TABLE [dbo].[Region](
	[RegionID] [int] NOT NULL,
	[RegionName] [nvarchar](40) NOT NULL,
	[Desc] [nvarchar](200) NULL,
 CONSTRAINT [PK_Region] PRIMARY KEY CLUSTERED ([RegionID] ASC)
	WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF, ALLOW_ROW_LOCKS = ON) ON [PRIMARY]
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Currency](
	[CurrencyCode] [nchar](3) NOT NULL,
	[CurrencyName] [nvarchar](30) NOT NULL,
	[Decimals] [tinyint] NOT NULL CONSTRAINT [DF_Currency_Decimals] DEFAULT ((2)),
	[IsActive] [bit] NOT NULL CONSTRAINT [DF_Currency_IsActive] DEFAULT ((1)),
 CONSTRAINT [PK_Currency] PRIMARY KEY CLUSTERED ([CurrencyCode] ASC)
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[ExchangeRate](
	[CurrencyCode] [nchar](3) NOT NULL,
	[RateDate] [smalldatetime] NOT NULL,
	[UnitsPerEuro] [decimal](14, 6) NOT NULL,
 CONSTRAINT [PK_ExchangeRate] PRIMARY KEY CLUSTERED ([CurrencyCode] ASC, [RateDate] DESC),
 CONSTRAINT [FK_ExchangeRate_Currency] FOREIGN KEY ([CurrencyCode]) REFERENCES [dbo].[Currency] ([CurrencyCode]),
 CONSTRAINT [CK_ExchangeRate_Positive] CHECK ([UnitsPerEuro] > (0))
) ON [PRIMARY]
GO

-- six places for a five-letter port code: every code carries one blank
CREATE TABLE [dbo].[Port](
	[PortCode] [char](6) NOT NULL,
	[PortName] [nvarchar](50) NOT NULL,
	[RegionID] [int] NOT NULL,
	[Latitude] [decimal](8, 5) NULL,
	[Longitude] [decimal](8, 5) NULL,
	[IsTidal] [bit] NULL,
	[OpenedOn] [date] NULL,
 CONSTRAINT [PK_Port] PRIMARY KEY CLUSTERED ([PortCode] ASC),
 CONSTRAINT [FK_Port_Region] FOREIGN KEY ([RegionID]) REFERENCES [dbo].[Region] ([RegionID]),
 CONSTRAINT [CK_Port_Latitude] CHECK ([Latitude] BETWEEN (-90) AND (90))
) ON [PRIMARY]
GO

-- loaded from a file, see 02_rows.sql
CREATE TABLE [dbo].[PortTariff](
	[PortCode] [char](6) NOT NULL,
	[TariffCode] [varchar](8) NOT NULL,
	[ValidFrom] [date] NOT NULL,
	[DuesPerTon] [money] NOT NULL,
	[Remark] [nvarchar](80) NULL,
 CONSTRAINT [PK_PortTariff] PRIMARY KEY CLUSTERED ([PortCode] ASC, [TariffCode] ASC, [ValidFrom] ASC)
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Employee](
	[EmployeeID] [int] IDENTITY(1,1) NOT NULL,
	[FirstName] [nvarchar](20) NOT NULL,
	[LastName] [nvarchar](30) NOT NULL,
	[ManagerID] [int] NULL,
	[Job_Title] [nvarchar](40) NULL,
	[HireDate] [datetime] NOT NULL,
	[LeftDate] [datetime] NULL,
	[email] [varchar](60) NULL,
	[MonthlySalary] [money] NOT NULL,
	[YearlySalary]  AS ([MonthlySalary]*(12)),
 CONSTRAINT [PK_Employee] PRIMARY KEY CLUSTERED ([EmployeeID] ASC),
 CONSTRAINT [UQ_Employee_email] UNIQUE NONCLUSTERED ([email] ASC),      -- SQL Server lets one NULL in, no more
 CONSTRAINT [FK_Employee_Manager] FOREIGN KEY ([ManagerID]) REFERENCES [dbo].[Employee] ([EmployeeID]),
 CONSTRAINT [CK_Employee_Dates] CHECK ([LeftDate] IS NULL OR [LeftDate] >= [HireDate])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[tblCustomer](
	[CustNo] [dbo].[CustCode] NOT NULL,
	[CustName] [nvarchar](60) NOT NULL,
	[ContactName] [nvarchar](40) NULL,
	[ContactTitle] [nvarchar](20) NULL,
	[Town] [nvarchar](30) NULL,
	[RegionID] [int] NOT NULL,
	[Phone] [dbo].[PhoneNo] NULL,
	[Fax] [dbo].[PhoneNo] NULL,
	[PriceGroup] [char](1) NOT NULL CONSTRAINT [DF_tblCustomer_PriceGroup] DEFAULT ('A'),
	[CreditLimit] [money] NULL,
	[OnStop] [bit] NOT NULL CONSTRAINT [DF_tblCustomer_OnStop] DEFAULT ((0)),
	[AccountManager] [int] NULL,
	[SinceDate] [datetime] NULL,
 CONSTRAINT [PK_tblCustomer] PRIMARY KEY CLUSTERED ([CustNo] ASC),
 CONSTRAINT [FK_tblCustomer_Region] FOREIGN KEY ([RegionID]) REFERENCES [dbo].[Region] ([RegionID]),
 CONSTRAINT [FK_tblCustomer_Employee] FOREIGN KEY ([AccountManager]) REFERENCES [dbo].[Employee] ([EmployeeID]),
 CONSTRAINT [CK_tblCustomer_PriceGroup] CHECK ([PriceGroup] IN ('A', 'B', 'C'))
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Vessel](
	[VesselID] [int] NOT NULL,
	[VesselName] [nvarchar](40) NOT NULL,
	[CustNo] [dbo].[CustCode] NOT NULL,
	[HomePort] [char](6) NULL,
	[RegNo] [varchar](10) NULL,
	[GrossTonnage] [int] NULL,
	[BuiltYear] [smallint] NULL,
 CONSTRAINT [PK_Vessel] PRIMARY KEY CLUSTERED ([VesselID] ASC),
 CONSTRAINT [FK_Vessel_Customer] FOREIGN KEY ([CustNo]) REFERENCES [dbo].[tblCustomer] ([CustNo]),
 CONSTRAINT [FK_Vessel_Port] FOREIGN KEY ([HomePort]) REFERENCES [dbo].[Port] ([PortCode]),
 CONSTRAINT [CK_Vessel_Built] CHECK ([BuiltYear] >= (1850) AND [BuiltYear] <= (2100))
) ON [PRIMARY]
GO
-- many vessels have no number, so the unique index looks only at those that do
CREATE UNIQUE NONCLUSTERED INDEX [UX_Vessel_RegNo] ON [dbo].[Vessel] ([RegNo] ASC) WHERE ([RegNo] IS NOT NULL)
GO

CREATE TABLE [dbo].[Supplier](
	[SupplierID] [smallint] NOT NULL,
	[SupplierName] [nvarchar](60) NOT NULL,
	[Town] [nvarchar](30) NULL,
	[PortCode] [char](6) NULL,
	[CurrencyCode] [nchar](3) NOT NULL,
	[LeadDays] [tinyint] NULL,
	[Phone] [dbo].[PhoneNo] NULL,
 CONSTRAINT [PK_Supplier] PRIMARY KEY CLUSTERED ([SupplierID] ASC),
 CONSTRAINT [FK_Supplier_Port] FOREIGN KEY ([PortCode]) REFERENCES [dbo].[Port] ([PortCode]),
 CONSTRAINT [FK_Supplier_Currency] FOREIGN KEY ([CurrencyCode]) REFERENCES [dbo].[Currency] ([CurrencyCode])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[ProductCategory](
	[CategoryID] [int] NOT NULL,
	[CategoryName] [nvarchar](30) NOT NULL,
	[ParentID] [int] NULL,
 CONSTRAINT [PK_ProductCategory] PRIMARY KEY CLUSTERED ([CategoryID] ASC),
 CONSTRAINT [FK_ProductCategory_Parent] FOREIGN KEY ([ParentID]) REFERENCES [dbo].[ProductCategory] ([CategoryID])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Product](
	[ProductCode] [char](12) NOT NULL,
	[ProductName] [nvarchar](50) NOT NULL,
	[CategoryID] [int] NULL,
	[SupplierID] [smallint] NOT NULL,
	[UnitPrice] [money] NOT NULL CONSTRAINT [DF_Product_UnitPrice] DEFAULT ((0)),
	[PackSize] [smallint] NOT NULL CONSTRAINT [DF_Product_PackSize] DEFAULT ((1)),
	[WeightKg] [decimal](9, 3) NULL,
	[Barcode] [varchar](13) NULL,
	[Discontinued] [bit] NOT NULL CONSTRAINT [DF_Product_Discontinued] DEFAULT ((0)),
	[PackPrice]  AS ([UnitPrice]*[PackSize]) PERSISTED,
 CONSTRAINT [PK_Product] PRIMARY KEY CLUSTERED ([ProductCode] ASC),
 CONSTRAINT [FK_Product_Category] FOREIGN KEY ([CategoryID]) REFERENCES [dbo].[ProductCategory] ([CategoryID]),
 CONSTRAINT [FK_Product_Supplier] FOREIGN KEY ([SupplierID]) REFERENCES [dbo].[Supplier] ([SupplierID]),
 CONSTRAINT [CK_Product_PackSize] CHECK ([PackSize] > (0)),
 CONSTRAINT [CK_Product_UnitPrice] CHECK ([UnitPrice] >= (0))
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[ProductPart](
	[AssemblyCode] [char](12) NOT NULL,
	[PartCode] [char](12) NOT NULL,
	[Qty] [decimal](9, 3) NOT NULL,
 CONSTRAINT [PK_ProductPart] PRIMARY KEY CLUSTERED ([AssemblyCode] ASC, [PartCode] ASC),
 CONSTRAINT [FK_ProductPart_Assembly] FOREIGN KEY ([AssemblyCode]) REFERENCES [dbo].[Product] ([ProductCode]),
 CONSTRAINT [FK_ProductPart_Part] FOREIGN KEY ([PartCode]) REFERENCES [dbo].[Product] ([ProductCode]),
 CONSTRAINT [CK_ProductPart_NotItself] CHECK ([AssemblyCode] <> [PartCode])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[PriceList](
	[ProductCode] [char](12) NOT NULL,
	[PriceGroup] [char](1) NOT NULL,
	[ValidFrom] [date] NOT NULL,
	[ValidTo] [date] NULL,
	[Price] [money] NOT NULL,
 CONSTRAINT [PK_PriceList] PRIMARY KEY CLUSTERED ([ProductCode] ASC, [PriceGroup] ASC, [ValidFrom] ASC),
 CONSTRAINT [FK_PriceList_Product] FOREIGN KEY ([ProductCode]) REFERENCES [dbo].[Product] ([ProductCode])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[OrderStatus](
	[StatusCode] [nvarchar](12) NOT NULL,
	[Order] [int] NOT NULL,
	[Desc] [nvarchar](60) NULL,
	[IsOpen] [bit] NOT NULL,
 CONSTRAINT [PK_OrderStatus] PRIMARY KEY CLUSTERED ([StatusCode] ASC)
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Order](
	[OrderID] [int] IDENTITY(5001,1) NOT NULL,
	[CustNo] [dbo].[CustCode] NOT NULL,
	[VesselID] [int] NULL,
	[EmployeeID] [int] NULL,
	[OrderedAt] [datetime] NOT NULL,
	[RequiredBy] [smalldatetime] NULL,
	[Status] [nvarchar](12) NOT NULL CONSTRAINT [DF_Order_Status] DEFAULT (N'NEW'),
	[CurrencyCode] [nchar](3) NOT NULL CONSTRAINT [DF_Order_Currency] DEFAULT (N'EUR'),
	[Comment] [nvarchar](200) NULL,
 CONSTRAINT [PK_Order] PRIMARY KEY CLUSTERED ([OrderID] ASC),
 CONSTRAINT [FK_Order_Customer] FOREIGN KEY ([CustNo]) REFERENCES [dbo].[tblCustomer] ([CustNo]),
 CONSTRAINT [FK_Order_Vessel] FOREIGN KEY ([VesselID]) REFERENCES [dbo].[Vessel] ([VesselID]),
 CONSTRAINT [FK_Order_Employee] FOREIGN KEY ([EmployeeID]) REFERENCES [dbo].[Employee] ([EmployeeID]),
 CONSTRAINT [FK_Order_Currency] FOREIGN KEY ([CurrencyCode]) REFERENCES [dbo].[Currency] ([CurrencyCode])
) ON [PRIMARY]
GO
-- 'Shipped', 'SHIPPED' and 'shipped ' all satisfy this key: text compares without case and without trailing blanks
ALTER TABLE [dbo].[Order]  WITH CHECK ADD  CONSTRAINT [FK_Order_Status] FOREIGN KEY([Status])
REFERENCES [dbo].[OrderStatus] ([StatusCode])
GO
ALTER TABLE [dbo].[Order] CHECK CONSTRAINT [FK_Order_Status]
GO

CREATE TABLE [dbo].[Order Details](
	[OrderID] [int] NOT NULL,
	[LineNo] [smallint] NOT NULL,
	[ProductCode] [char](12) NOT NULL,
	[Qty] [int] NOT NULL,
	[UnitPrice] [money] NOT NULL,
	[Discount] [decimal](4, 3) NOT NULL CONSTRAINT [DF_OrderDetails_Discount] DEFAULT ((0)),
	[LineTotal]  AS (CONVERT([money],([Qty]*[UnitPrice])*((1)-[Discount]))) PERSISTED,
 CONSTRAINT [PK_OrderDetails] PRIMARY KEY CLUSTERED ([OrderID] ASC, [LineNo] ASC),
 CONSTRAINT [FK_OrderDetails_Order] FOREIGN KEY ([OrderID]) REFERENCES [dbo].[Order] ([OrderID]) ON DELETE CASCADE,
 CONSTRAINT [FK_OrderDetails_Product] FOREIGN KEY ([ProductCode]) REFERENCES [dbo].[Product] ([ProductCode]),
 CONSTRAINT [CK_OrderDetails_Qty] CHECK ([Qty] <> (0)),
 CONSTRAINT [CK_OrderDetails_Discount] CHECK ([Discount] >= (0) AND [Discount] < (1))
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Shipment](
	[ShipmentID] [int] NOT NULL,
	[OrderID] [int] NOT NULL,
	[Carrier] [nvarchar](30) NULL,
	[ShippedAt] [datetime] NULL,
	[ArrivedAt] [datetime] NULL,
	[Freight] [smallmoney] NULL,
 CONSTRAINT [PK_Shipment] PRIMARY KEY CLUSTERED ([ShipmentID] ASC),
 CONSTRAINT [FK_Shipment_Order] FOREIGN KEY ([OrderID]) REFERENCES [dbo].[Order] ([OrderID])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Return](
	[ReturnID] [int] NOT NULL,
	[OrderID] [int] NOT NULL,
	[LineNo] [smallint] NOT NULL,
	[ReturnedAt] [smalldatetime] NOT NULL,
	[Qty] [int] NOT NULL,
	[Reason] [nvarchar](100) NULL,
 CONSTRAINT [PK_Return] PRIMARY KEY CLUSTERED ([ReturnID] ASC),
 CONSTRAINT [FK_Return_OrderDetails] FOREIGN KEY ([OrderID], [LineNo]) REFERENCES [dbo].[Order Details] ([OrderID], [LineNo])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Invoice](
	[InvoiceNo] [varchar](12) NOT NULL,
	[OrderID] [int] NOT NULL,
	[InvoiceDate] [datetime] NOT NULL,
	[TermDays] [smallint] NOT NULL CONSTRAINT [DF_Invoice_TermDays] DEFAULT ((30)),
	[DueDate]  AS (DATEADD(day,[TermDays],[InvoiceDate])),
	[Amount] [money] NOT NULL,
	[PrintedAt] [smalldatetime] NULL,
 CONSTRAINT [PK_Invoice] PRIMARY KEY CLUSTERED ([InvoiceNo] ASC),
 CONSTRAINT [FK_Invoice_Order] FOREIGN KEY ([OrderID]) REFERENCES [dbo].[Order] ([OrderID])
) ON [PRIMARY]
GO

CREATE TABLE [dbo].[Payment](
	[PaymentID] [int] NOT NULL,
	[InvoiceNo] [varchar](12) NOT NULL,
	[PaidAt] [smalldatetime] NOT NULL,
	[Amount] [money] NOT NULL,
	[Method] [nvarchar](20) NULL,
 CONSTRAINT [PK_Payment] PRIMARY KEY CLUSTERED ([PaymentID] ASC)
) ON [PRIMARY]
GO
-- switched off in a hurry one year end and never switched on again: some payments name no invoice we know
ALTER TABLE [dbo].[Payment]  WITH NOCHECK ADD  CONSTRAINT [FK_Payment_Invoice] FOREIGN KEY([InvoiceNo])
REFERENCES [dbo].[Invoice] ([InvoiceNo])
GO
ALTER TABLE [dbo].[Payment] NOCHECK CONSTRAINT [FK_Payment_Invoice]
GO

CREATE TABLE [dbo].[Complaint](
	[ComplaintID] [int] NOT NULL,
	[CustNo] [dbo].[CustCode] NOT NULL,
	[OrderID] [int] NULL,
	[Date] [smalldatetime] NOT NULL,
	[Severity] [tinyint] NOT NULL,
	[Text] [nvarchar](max) NULL,
	[Resolved] [bit] NULL,
	[ClosedOn] [date] NULL,
 CONSTRAINT [PK_Complaint] PRIMARY KEY CLUSTERED ([ComplaintID] ASC),
 CONSTRAINT [FK_Complaint_Customer] FOREIGN KEY ([CustNo]) REFERENCES [dbo].[tblCustomer] ([CustNo]),
 CONSTRAINT [FK_Complaint_Order] FOREIGN KEY ([OrderID]) REFERENCES [dbo].[Order] ([OrderID]),
 CONSTRAINT [CK_Complaint_Severity] CHECK ([Severity] BETWEEN (1) AND (5))
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO

CREATE TABLE [dbo].[SalesBudget](
	[Year] [smallint] NOT NULL,
	[RegionID] [int] NOT NULL,
	[Q1] [money] NULL,
	[Q2] [money] NULL,
	[Q3] [money] NULL,
	[Q4] [money] NULL,
 CONSTRAINT [PK_SalesBudget] PRIMARY KEY CLUSTERED ([Year] ASC, [RegionID] ASC),
 CONSTRAINT [FK_SalesBudget_Region] FOREIGN KEY ([RegionID]) REFERENCES [dbo].[Region] ([RegionID])
) ON [PRIMARY]
GO

CREATE TABLE [depot].[Warehouse](
	[WarehouseID] [tinyint] NOT NULL,
	[WarehouseName] [nvarchar](30) NOT NULL,
	[PortCode] [char](6) NOT NULL,
	[IsBonded] [bit] NOT NULL CONSTRAINT [DF_Warehouse_IsBonded] DEFAULT ((0)),
 CONSTRAINT [PK_Warehouse] PRIMARY KEY CLUSTERED ([WarehouseID] ASC),
 CONSTRAINT [FK_Warehouse_Port] FOREIGN KEY ([PortCode]) REFERENCES [dbo].[Port] ([PortCode])
) ON [PRIMARY]
GO

CREATE TABLE [depot].[StockMovement](
	[MovementID] [bigint] IDENTITY(1,1) NOT NULL,
	[WarehouseID] [tinyint] NOT NULL,
	[ProductCode] [char](12) NOT NULL,
	[MovedAt] [datetime] NOT NULL,
	[Qty] [int] NOT NULL,
	[Reason] [char](4) NOT NULL,
	[RefNo] [varchar](20) NULL,
 CONSTRAINT [PK_StockMovement] PRIMARY KEY CLUSTERED ([MovementID] ASC),
 CONSTRAINT [FK_StockMovement_Warehouse] FOREIGN KEY ([WarehouseID]) REFERENCES [depot].[Warehouse] ([WarehouseID]),
 CONSTRAINT [FK_StockMovement_Product] FOREIGN KEY ([ProductCode]) REFERENCES [dbo].[Product] ([ProductCode])
) ON [PRIMARY]
GO
CREATE NONCLUSTERED INDEX [IX_StockMovement_Product] ON [depot].[StockMovement] ([ProductCode] ASC, [MovedAt] ASC) INCLUDE ([Qty])
GO

CREATE SYNONYM [dbo].[Movements] FOR [depot].[StockMovement]
GO
