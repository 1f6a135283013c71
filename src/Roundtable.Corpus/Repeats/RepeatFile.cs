using System.Text;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Repeats;

/// <summary>Duplicates in the order of their rows, in a temporary file.</summary>
/// <param name="path">The file.</param>
internal sealed class RepeatFile(string path) : IDisposable
{
    private const int Buffered = 1 << 18;

    private readonly BinaryWriter _writer = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, Buffered), Encoding.UTF8);

    /// <summary>Adds a duplicate.</summary>
    public void Add(Repeat repeat)
    {
        _writer.Write7BitEncodedInt64(repeat.Row);
        switch (repeat)
        {
            case Repeat.Equal equal:
                _writer.Write((byte)0);
                _writer.Write7BitEncodedInt64(equal.Earlier);
                break;
            case Repeat.Near near:
                _writer.Write((byte)1);
                _writer.Write7BitEncodedInt64(near.Earlier);
                _writer.Write(near.Similarity);
                break;
            case Repeat.InPart part:
                _writer.Write((byte)2);
                _writer.Write7BitEncodedInt(part.Passages.Count);
                foreach (var passage in part.Passages)
                {
                    Write(passage);
                }

                break;
        }
    }

    /// <summary>All duplicates; none may be added any more.</summary>
    public IEnumerable<Repeat> Read()
    {
        _writer.Flush();
        using var reader = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, Buffered), Encoding.UTF8);
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var row = reader.Read7BitEncodedInt64();
            yield return reader.ReadByte() switch
            {
                0 => new Repeat.Equal(row, reader.Read7BitEncodedInt64()),
                1 => new Repeat.Near(row, reader.Read7BitEncodedInt64(), reader.ReadDouble()),
                _ => new Repeat.InPart(row, Passages(reader)),
            };
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(path);
    }

    private void Write(Passage passage)
    {
        _writer.Write7BitEncodedInt64(passage.Earlier);
        _writer.Write7BitEncodedInt(passage.Run.Start);
        _writer.Write7BitEncodedInt(passage.Run.Other);
        _writer.Write7BitEncodedInt(passage.Run.Length);
        _writer.Write7BitEncodedInt(passage.Spans.Count);
        foreach (var span in passage.Spans)
        {
            _writer.Write(span.Field);
            _writer.Write7BitEncodedInt(span.Turn);
            _writer.Write7BitEncodedInt(span.Start);
            _writer.Write7BitEncodedInt(span.End);
        }
    }

    private static Passage[] Passages(BinaryReader reader)
    {
        var passages = new Passage[reader.Read7BitEncodedInt()];
        for (var i = 0; i < passages.Length; i++)
        {
            var earlier = reader.Read7BitEncodedInt64();
            var run = new WordRun(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            var spans = new TextSpan[reader.Read7BitEncodedInt()];
            for (var j = 0; j < spans.Length; j++)
            {
                spans[j] = new TextSpan(reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            }

            passages[i] = new Passage(earlier, run, spans);
        }

        return passages;
    }
}
