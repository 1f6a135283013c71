using System.IO.MemoryMappedFiles;

namespace Roundtable.Corpus.Repeats;

/// <summary>A temporary file of zeros in memory, which is deleted on disposal.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Creates the file.</summary>
    /// <param name="path">Its path; a file that is there is replaced.</param>
    /// <param name="bytes">Its length.</param>
    public MappedFile(string path, long bytes)
    {
        _path = path;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, Math.Max(1, bytes));
        _view = _file.CreateViewAccessor(0, 0);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start;
    }

    /// <summary>Its first byte.</summary>
    public byte* Start { get; }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
