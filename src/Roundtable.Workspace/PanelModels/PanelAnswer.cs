using System.Globalization;
using System.Runtime.CompilerServices;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Live;

namespace Roundtable.Workspace.PanelModels;

/// <summary>A fused answer as it comes about, for a client that can only append.</summary>
public static class PanelAnswer
{
    /// <summary>The parts of the answer, out of the events of its session.</summary>
    /// <param name="events">The events, from the session's beginning.</param>
    /// <param name="withSupport">Whether each sentence is followed by who says it, in words.</param>
    /// <param name="cancellation">Stops listening; the session goes on.</param>
    public static async IAsyncEnumerable<PanelPart> PartsAsync(
        IAsyncEnumerable<IReadOnlyList<LiveEvent>> events, bool withSupport, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var sentences = new OrderedSentences(withSupport);
        await foreach (var batch in events.WithCancellation(cancellation))
        {
            foreach (var e in batch)
            {
                switch (e.Event)
                {
                    case SessionEvent.SentenceWritten written:
                        if (sentences.Add(written.Place, written.Sentence) is { Length: > 0 } next)
                        {
                            yield return new PanelPart.Text(next);
                        }

                        break;
                    case SessionEvent.FusionRestarted:
                        sentences.Restart();
                        break;
                    case SessionEvent.FusedFinished { Session: var session }:
                        foreach (var part in Complete(session, sentences, withSupport))
                        {
                            yield return part;
                        }

                        yield break;
                    case SessionEvent.Stopped stopped:
                        yield return new PanelPart.Failed(stopped.Why);
                        yield break;
                    default:
                        break;
                }
            }
        }

        yield return new PanelPart.Failed("The session was interrupted before it had an answer; it can be resumed.");
    }

    private static IEnumerable<PanelPart> Complete(FusedSession session, OrderedSentences sentences, bool withSupport)
    {
        if (session.Fused.Kind == FusedKind.None)
        {
            return [new PanelPart.Failed(session.Fused.Note ?? string.Create(
                CultureInfo.InvariantCulture, $"{session.Given.Count} of {session.Panel.Count} seats answered, which is fewer than the quorum."))];
        }

        return sentences.Complete(session.Text(withSupport)) is not { } rest
            ? [new PanelPart.Failed("The answer was written anew after its first sentences had been sent; the whole is on the session's page.")]
            : rest.Length > 0 ? [new PanelPart.Text(rest), new PanelPart.Finished(session)]
            : [new PanelPart.Finished(session)];
    }
}
