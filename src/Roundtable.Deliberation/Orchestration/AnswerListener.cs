using System.Threading.Channels;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Reports one answer as it streams in: the deltas of its reasoning, and retries.</summary>
internal sealed class AnswerListener(BallotForm form, ChannelWriter<SessionEvent> events) : IProgress<AnswerPart>
{
    private ReasoningStream _reasoning = new();

    /// <inheritdoc/>
    public void Report(AnswerPart value)
    {
        switch (value)
        {
            case AnswerPart.Delta words when _reasoning.Append(words.Text) is { Length: > 0 } readable:
                events.TryWrite(new SessionEvent.ReasoningDelta(form.Round, form.Seat.Number, form.Sample, readable));
                break;
            case AnswerPart.Retrying again:
                _reasoning = new ReasoningStream();
                events.TryWrite(new SessionEvent.Retrying(form.Round, form.Seat.Number, form.Sample, again.Why));
                break;
            default:
                break;
        }
    }
}
