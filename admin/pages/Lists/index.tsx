const Lists = () => null;

export default Lists;
