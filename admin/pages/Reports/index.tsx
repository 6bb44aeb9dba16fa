const Reports = () => null;

export default Reports;
