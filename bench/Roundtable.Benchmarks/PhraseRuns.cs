using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Storage;

namespace Roundtable.Benchmarks;

/// <summary>Finding many phrases at once in a file as it lies there, every hit told.</summary>
internal static class PhraseRuns
{
    /// <summary>Searches a file for the phrases of another, a line each.</summary>
    public static void Run(string path, string phrases, int times)
    {
        var index = new PhraseIndex(File.ReadAllLines(phrases));
        List<PhraseHit> hits = [];
        using var lines = new SeekableLines(new DiskContent(File.OpenHandle(path)), BlockSizes.Default);
        byte[] buffer = [];
        for (var i = 0; i < times; i++)
        {
            var clock = BenchTable.Start();
            var found = 0L;
            for (var b = 0; b < lines.Count; b++)
            {
                hits.Clear();
                index.Find(lines.Read(b, size => buffer = buffer.Length >= size ? buffer : new byte[size]).Bytes.Span, hits);
                found += hits.Count;
            }

            BenchTable.Report([("hits", found), .. BenchTable.Since(clock)]);
        }
    }
}
