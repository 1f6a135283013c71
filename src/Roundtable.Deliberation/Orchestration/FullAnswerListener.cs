using System.Threading.Channels;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Reports one answer in full, or one review, as it comes: that it is asked for, that the model thinks, the words of an answer, and retries.</summary>
internal sealed class FullAnswerListener(int round, int seat, ChannelWriter<SessionEvent> events, bool showsText) : IProgress<AnswerPart>
{
    private AnswerStream _words = new();
    private bool _asked;
    private bool _thinks;

    /// <inheritdoc/>
    public void Report(AnswerPart value)
    {
        switch (value)
        {
            case AnswerPart.Asked when !_asked:
                _asked = events.TryWrite(new SessionEvent.SeatAsked(round, seat, 1));
                break;
            case AnswerPart.Thinking when !_thinks:
                _thinks = events.TryWrite(new SessionEvent.SeatThinks(round, seat, 1));
                break;
            case AnswerPart.Delta part when showsText && _words.Append(part.Text) is { Length: > 0 } words:
                events.TryWrite(new SessionEvent.AnswerDelta(seat, words));
                break;
            case AnswerPart.Retrying again:
                (_words, _thinks) = (new AnswerStream(), false);
                events.TryWrite(new SessionEvent.Retrying(round, seat, 1, again.Why));
                break;
            default:
                break;
        }
    }
}
