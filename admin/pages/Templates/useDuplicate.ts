import { useNavigate } from 'react-router-dom';

import { useApiError, useToast } from '../../hooks/useApiError';
import { pathTo } from '../../lib/paths';
import { useDuplicateTemplateMutation } from '../../services/templates';

/** Copies a template and opens the copy. */
export const useDuplicate = () => {
  const toast = useToast();
  const { showError } = useApiError();
  const navigate = useNavigate();
  const [run, { isLoading }] = useDuplicateTemplateMutation();
  const duplicate = async (id: number) => {
    try {
      const copy = await run(id).unwrap();
      toast('templates.duplicated');
      navigate(pathTo(`templates/${copy.id}`));
    } catch (error) {
      showError(error);
    }
  };
  return { duplicate, isDuplicating: isLoading };
};
