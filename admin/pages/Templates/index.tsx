const Templates = () => null;

export default Templates;
