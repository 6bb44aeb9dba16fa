const Contacts = () => null;

export default Contacts;
