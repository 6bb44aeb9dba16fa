const Imports = () => null;

export default Imports;
