using System.Text;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>Reads a stream of a library whose exceptions for damaged data are its own: they become <see cref="InvalidDataException"/>.</summary>
internal sealed class CheckedStream(Stream inner) : SequentialStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("a text that is not in the encoding of its beginning", e);
        }
        catch (Exception e) when (e is SharpCompress.Common.SharpCompressException or EndOfStreamException or IndexOutOfRangeException or OverflowException
            or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException("the packed data is damaged or truncated", e);
        }
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
