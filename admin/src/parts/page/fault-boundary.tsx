import { Component, type ReactNode } from 'react';
import { Failed } from './states.tsx';

type Props = { children: ReactNode };

/** A fault of ours in one part is told there, instead of leaving the whole page blank. */
export class FaultBoundary extends Component<Props, { error: unknown }> {
  override state = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Failed error={this.state.error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
