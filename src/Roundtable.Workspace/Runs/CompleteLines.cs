namespace Roundtable.Workspace.Runs;

/// <summary>The lines of a file that end with a line break; what follows the last one was not written to its end and is passed over.</summary>
internal sealed class CompleteLines : IDisposable
{
    private readonly FileStream? _file;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    private CompleteLines(FileStream? file) => _file = file;

    /// <summary>The line that was read last, without its break; valid until the next.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>The byte of the file after the line that was read last.</summary>
    public long Position { get; private set; }

    /// <summary>Opens a file; one that does not exist has no lines.</summary>
    public static CompleteLines Open(string path) => new(
        File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan) : null);

    /// <summary>Reads the next line; false after the last.</summary>
    public bool Next()
    {
        var searched = _start;
        while (_file is not null)
        {
            var at = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var end = searched + at;
                Line = _buffer.AsMemory(_start, end - _start);
                Position += end + 1 - _start;
                _start = end + 1;
                return true;
            }

            searched = _end - _start;
            Make();
            var read = _file.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <summary>Moves what is left to the beginning, and makes room after it.</summary>
    private void Make()
    {
        var left = _buffer.AsSpan(_start, _end - _start);
        var target = left.Length > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        left.CopyTo(target);
        (_buffer, _end, _start) = (target, left.Length, 0);
    }
}
