const Campaigns = () => null;

export default Campaigns;
