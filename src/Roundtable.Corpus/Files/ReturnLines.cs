using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Corpus.Files;

/// <summary>A text whose lines end with a carriage return alone, with line feeds in their place.</summary>
internal sealed class ReturnLines(Stream inner) : SequentialStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        buffer[..read].Replace((byte)'\r', (byte)'\n');
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
