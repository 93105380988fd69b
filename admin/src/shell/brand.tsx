import icon from '../icon.svg';
import { t } from '../strings.ts';
import classes from './shell.module.css';

export function Brand({ account }: { account?: string }) {
  return (
    <div className={classes.brand}>
      <img src={icon} alt="" width={32} height={32} />
      <div>
        <strong>{t.product}</strong>
        <span>
          <bdi>{account ?? t.adminCenter}</bdi>
        </span>
      </div>
    </div>
  );
}
