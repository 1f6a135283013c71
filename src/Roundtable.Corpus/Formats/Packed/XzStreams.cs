using SharpCompress.Compressors.Xz;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>Unpacks xz, also of several streams one after the other, with zeros between them; the library stops after the first.</summary>
/// <param name="packed">The packed bytes; their position can be told.</param>
internal sealed class XzStreams(BufferedStream packed) : SequentialStream
{
    private XZStream? _stream;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_stream is not null || HasMore()))
        {
            _stream ??= new XZStream(packed);
            var read = _stream.Read(buffer);
            if (read > 0)
            {
                return read;
            }

            _stream = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Passes over zeros; false at the end of the file.</summary>
    private bool HasMore()
    {
        int next;
        while ((next = packed.ReadByte()) == 0)
        {
        }

        packed.Position -= next < 0 ? 0 : 1;
        return next >= 0;
    }
}
