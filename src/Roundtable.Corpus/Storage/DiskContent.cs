using Microsoft.Win32.SafeHandles;

namespace Roundtable.Corpus.Storage;

/// <summary>A file on disk.</summary>
internal sealed class DiskContent(SafeFileHandle file) : FileContent
{
    public override long Length => RandomAccess.GetLength(file);

    public override int Read(Span<byte> into, long at) => RandomAccess.Read(file, into, at);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
