USE [HarbourSupply]
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Sales regions. Customers, ports and budgets hang on them.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Region'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Currencies we are billed in or bill in. Old ones stay, switched off.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Currency'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Units of a currency for one euro, by the day the bank set it.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'ExchangeRate'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'First day the rate holds. There is no last day: the next row ends it.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'ExchangeRate', @level2type=N'COLUMN',@level2name=N'RateDate'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Ports of call, by five-letter code in a six-letter column.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Port'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Harbour dues per gross ton, loaded every spring from the association''s file.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'PortTariff'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Everybody who works here or did.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Employee'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Employee one reports to; empty for the director.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Employee', @level2type=N'COLUMN',@level2name=N'ManagerID'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Customers. The prefix dates from the Access years.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'tblCustomer'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Empty: never asked. Zero: cash only.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'tblCustomer', @level2type=N'COLUMN',@level2name=N'CreditLimit'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'1 when the customer gets nothing until they pay.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'tblCustomer', @level2type=N'COLUMN',@level2name=N'OnStop'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Customers'' boats.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Vessel'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Registration; small boats have none.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Vessel', @level2type=N'COLUMN',@level2name=N'RegNo'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Whom we buy from. Some are customers as well.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Supplier'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Product groups, two levels.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'ProductCategory'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Goods for sale and parts of kits.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Product'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Family, size and colour with hyphens between, when whoever typed it kept to the rule.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Product', @level2type=N'COLUMN',@level2name=N'ProductCode'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Pieces in a full pack.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Product', @level2type=N'COLUMN',@level2name=N'PackSize'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'What a kit is made of; a kit may hold kits.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'ProductPart'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Agreed prices by price group and time. Periods may overlap: the latest start wins.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'PriceList'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Steps of an order, in the order they happen.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'OrderStatus'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Orders as taken.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Order'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Typed by hand: any mixture of cases, sometimes a blank at the end.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Order', @level2type=N'COLUMN',@level2name=N'Status'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Lines of an order. A negative quantity is a line taken back.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Order Details'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Parts of an order that left the quay. One order may leave in several.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Shipment'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Goods that came back, by order line.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Return'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Invoices, and credit notes as negative ones.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Invoice'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Money received; refunds are negative. Some rows name no known invoice.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Payment'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'What customers told us, in their words.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Complaint'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Budget by year and region, a column for each quarter.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'SalesBudget'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Places where stock lies.' , @level0type=N'SCHEMA',@level0name=N'depot', @level1type=N'TABLE',@level1name=N'Warehouse'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Every piece in and out; the sum is the stock.' , @level0type=N'SCHEMA',@level0name=N'depot', @level1type=N'TABLE',@level1name=N'StockMovement'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'BUY, SALE, RET or ADJ; LOST since somebody needed it.' , @level0type=N'SCHEMA',@level0name=N'depot', @level1type=N'TABLE',@level1name=N'StockMovement', @level2type=N'COLUMN',@level2name=N'Reason'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'One row an order, with the worth of its lines.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'VIEW',@level1name=N'vwOrderTotals'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'In the currency of the order; 0 for an order without lines.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'VIEW',@level1name=N'vwOrderTotals', @level2type=N'COLUMN',@level2name=N'OrderValue'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Turnover by customer and year, in the customers'' own currencies added up as they are.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'VIEW',@level1name=N'vwCustomerYear'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'What was owed on the last day of 2018, paid or not since.' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'VIEW',@level1name=N'vwInvoiceAgeing'
GO
