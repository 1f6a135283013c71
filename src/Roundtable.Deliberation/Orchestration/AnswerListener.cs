using System.Threading.Channels;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Reports one answer as it comes: that it is asked for, that the model thinks, the deltas of its reasoning, and retries.</summary>
internal sealed class AnswerListener(BallotForm form, ChannelWriter<SessionEvent> events) : IProgress<AnswerPart>
{
    private ReasoningStream _reasoning = new();
    private bool _asked;
    private bool _thinks;

    /// <inheritdoc/>
    public void Report(AnswerPart value)
    {
        switch (value)
        {
            case AnswerPart.Asked when !_asked:
                _asked = events.TryWrite(new SessionEvent.SeatAsked(form.Round, form.Seat.Number, form.Sample));
                break;
            case AnswerPart.Thinking when !_thinks:
                _thinks = events.TryWrite(new SessionEvent.SeatThinks(form.Round, form.Seat.Number, form.Sample));
                break;
            case AnswerPart.Delta words when _reasoning.Append(words.Text) is { Length: > 0 } readable:
                events.TryWrite(new SessionEvent.ReasoningDelta(form.Round, form.Seat.Number, form.Sample, readable));
                break;
            case AnswerPart.Retrying again:
                (_reasoning, _thinks) = (new ReasoningStream(), false);
                events.TryWrite(new SessionEvent.Retrying(form.Round, form.Seat.Number, form.Sample, again.Why));
                break;
            default:
                break;
        }
    }
}
