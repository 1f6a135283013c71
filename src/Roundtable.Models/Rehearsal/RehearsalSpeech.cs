using Roundtable.Deliberation.Recording;

namespace Roundtable.Models.Rehearsal;

/// <summary>The time that a simulated panelist takes, and its words one after the other where somebody listens.</summary>
internal static class RehearsalSpeech
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(60);

    /// <summary>Takes <paramref name="duration"/> to say <paramref name="text"/>.</summary>
    public static async Task SpeakAsync(string text, TimeSpan duration, IProgress<AnswerPart>? listener, TimeProvider time, CancellationToken cancellation)
    {
        if (duration <= TimeSpan.Zero)
        {
            listener?.Report(new AnswerPart.Delta(text));
            return;
        }

        if (listener is null)
        {
            await Task.Delay(duration, time, cancellation);
            return;
        }

        // It thinks for a third of the time, then speaks.
        await Task.Delay(duration / 3, time, cancellation);
        var steps = Math.Max(1, (int)(duration * 2 / 3 / _step));
        for (var step = 0; step < steps; step++)
        {
            var (from, to) = (text.Length * step / steps, text.Length * (step + 1) / steps);
            listener.Report(new AnswerPart.Delta(text[from..to]));
            await Task.Delay(_step, time, cancellation);
        }
    }
}
