namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>What packings have in common that say earlier bytes again (Lempel and Ziv 1977).</summary>
internal static class LempelZiv
{
    /// <summary>Says earlier bytes again.</summary>
    /// <param name="target">What was unpacked so far, and room for more.</param>
    /// <param name="written">How many bytes were unpacked so far.</param>
    /// <param name="offset">How far back the earlier ones begin: 1 to <paramref name="written"/>.</param>
    /// <param name="run">How many there are.</param>
    public static void Copy(Span<byte> target, int written, int offset, int run)
    {
        if (offset >= run)
        {
            target.Slice(written - offset, run).CopyTo(target[written..]);
            return;
        }

        // What is copied overlaps with what is written: byte by byte it repeats itself.
        for (var i = 0; i < run; i++)
        {
            target[written + i] = target[written + i - offset];
        }
    }
}
