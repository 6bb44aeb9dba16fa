import { useNavigate } from 'react-router-dom';

import { useApiError, useToast } from '../../hooks/useApiError';
import { pathTo } from '../../lib/paths';
import { useDuplicateFormMutation } from '../../services/forms';

/** Copies a form and opens the copy. */
export const useDuplicateForm = () => {
  const toast = useToast();
  const { showError } = useApiError();
  const navigate = useNavigate();
  const [run] = useDuplicateFormMutation();
  const duplicate = async (id: number) => {
    try {
      const copy = await run(id).unwrap();
      toast('forms.duplicated');
      navigate(pathTo(`forms/${copy.id}`));
    } catch (error) {
      showError(error);
    }
  };
  return { duplicate };
};
