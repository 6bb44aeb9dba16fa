const ImportWizard = () => null;

export default ImportWizard;
