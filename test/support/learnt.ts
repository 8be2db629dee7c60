// In every suite: what phrases mean is read from what was learnt before the run, as a started process does.
import { readKept } from '../../bot/meanings/kept';
import { provideModel } from '../../dialogs/understanding/provided';

provideModel(readKept);
