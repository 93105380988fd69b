import { Link } from 'react-router';
import { Card, Page } from '../parts/page/page.tsx';
import { Empty } from '../parts/page/states.tsx';
import { t } from '../strings.ts';

export const NotFound = () => (
  <Page title={t.notFound}>
    <Card flush>
      <Empty title={t.notFoundMore} action={<Link to="/">{t.nav.overview}</Link>} />
    </Card>
  </Page>
);
