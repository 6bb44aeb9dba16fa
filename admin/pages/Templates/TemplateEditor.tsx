const TemplateEditor = () => null;

export default TemplateEditor;
