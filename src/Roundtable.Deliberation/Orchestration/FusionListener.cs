using System.Threading.Channels;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>
/// Tells sentences of the fused answer while the moderator still writes: each when it is complete and has passed its checks, and no word before. What was
/// told is held against what the recorded answer makes in the end.
/// </summary>
internal sealed class FusionListener(FusionDialogue dialogue, ChannelWriter<SessionEvent> events) : IProgress<AnswerPart>
{
    private readonly List<PlacedSentence> _told = [];
    private SentenceStream? _stream;
    private int _read;
    private int _restarts;

    /// <summary>Begins to listen to another call: only first drafts are told as they come.</summary>
    public void Begin(bool firstDraft) => (_stream, _read, _restarts) = (firstDraft ? new SentenceStream() : null, 0, 0);

    /// <inheritdoc/>
    public void Report(AnswerPart value)
    {
        switch (value)
        {
            case AnswerPart.Delta delta when _stream is { } stream:
                var drafts = stream.Append(delta.Text);
                if (stream.Restarts > _restarts)
                {
                    (_read, _restarts) = (0, stream.Restarts);
                    Void("What came so far was the moderator's thinking.");
                }

                foreach (var draft in drafts)
                {
                    _read++;
                    if (dialogue.Check(draft) is { } sentence)
                    {
                        Tell(new PlacedSentence(_read, sentence));
                    }
                }

                break;
            case AnswerPart.Retrying again when _stream is not null:
                (_stream, _read, _restarts) = (new SentenceStream(), 0, 0);
                Void(again.Why);
                break;
            default:
                break;
        }
    }

    /// <summary>Tells what was not told yet of the sentences that hold; all of them anew where something was told that does not stand.</summary>
    public void Settle(IReadOnlyList<PlacedSentence> sentences)
    {
        if (_told.Exists(t => !sentences.Any(s => Same(s, t))))
        {
            Void("The sentences were read again from the whole answer.");
        }

        foreach (var sentence in sentences.Where(s => !_told.Exists(t => Same(s, t))).ToList())
        {
            Tell(sentence);
        }
    }

    /// <summary>Takes back what was told.</summary>
    public void Void(string why)
    {
        if (_told.Count > 0)
        {
            _told.Clear();
            events.TryWrite(new SessionEvent.FusionRestarted(why));
        }
    }

    private void Tell(PlacedSentence sentence)
    {
        _told.Add(sentence);
        events.TryWrite(new SessionEvent.SentenceWritten(sentence.Place, sentence.Sentence));
    }

    private static bool Same(PlacedSentence left, PlacedSentence right) =>
        left.Place == right.Place && left.Sentence.Form == right.Sentence.Form && left.Sentence.Text == right.Sentence.Text
        && left.Sentence.Points.SequenceEqual(right.Sentence.Points, StringComparer.Ordinal);
}
