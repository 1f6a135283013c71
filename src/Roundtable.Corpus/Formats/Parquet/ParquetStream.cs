using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>
/// The rows of a Parquet file as JSON Lines, so that they are read like any other rows; only one page of each column is in memory. Columns that contain
/// neither text nor numbers are left out.
/// </summary>
internal sealed class ParquetStream : Stream
{
    private const int Enough = 1 << 19;

    private readonly ContentStream _file;
    private readonly ParquetFooter _footer;
    private readonly TextBuffer _lines = new();
    private ParquetRecords? _records;
    private int _group = -1;
    private InvalidDataException? _damage;
    private long _left;
    private int _given;

    /// <exception cref="InvalidDataException">The file is not a Parquet file, is truncated or damaged.</exception>
    public ParquetStream(ContentStream file)
    {
        _file = file;
        try
        {
            _footer = ParquetFooter.Read(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _lines.Length && !Refill())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _lines.Length - _given);
        _lines.Written.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Refill()
    {
        if (_damage is not null)
        {
            throw new InvalidDataException(_damage.Message, _damage);
        }

        _lines.Clear();
        _given = 0;
        while (_lines.Length < Enough)
        {
            while (_left == 0)
            {
                if (++_group >= _footer.Groups.Count)
                {
                    return _lines.Length > 0;
                }

                // Columns are read at offsets of their own; the position of the file shows the progress of reading.
                _file.Position = _footer.Groups[_group].Columns.Min(c => c.Start);
                _left = _footer.Groups[_group].Rows;
                _records = _left > 0 ? new ParquetRecords(_file.Content, _footer.Root, _footer.Groups[_group]) : null;
            }

            var whole = _lines.Length;
            try
            {
                _records!.Write(_lines);
            }
            catch (InvalidDataException e) when (whole > 0)
            {
                // The rows before the damage are returned first.
                _lines.Length = whole;
                _damage = e;
                return true;
            }

            _lines.Add("\n"u8);
            _left--;
        }

        return true;
    }
}
