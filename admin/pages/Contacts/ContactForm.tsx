const ContactForm = () => null;

export default ContactForm;
