using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Arrow;

/// <summary>
/// The rows of an Apache Arrow file as JSON Lines: the stream format, which the cache of Hugging Face datasets has, or the file format (Feather, version
/// 2), also
/// with compressed buffers. One batch of rows is in memory.
/// </summary>
internal sealed class ArrowRows : JsonLinesStream
{
    private readonly Stream _content;
    private readonly ArrowStreamReader _reader;
    private RecordBatch? _batch;
    private int _row;

    /// <param name="content">The unpacked content.</param>
    /// <param name="file">The file itself where it is not packed: the file format begins with a mark, and its footer is read first.</param>
    /// <exception cref="InvalidDataException">It is not such a file.</exception>
    public ArrowRows(Stream content, Stream? file)
    {
        _content = content;
        Span<byte> mark = stackalloc byte[6];
        var isFile = false;
        if (file is not null)
        {
            isFile = file.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false) == mark.Length && mark.SequenceEqual("ARROW1"u8);
            if (mark.StartsWith("FEA1"u8))
            {
                throw new InvalidDataException("Feather of version 1: write it again as version 2");
            }

            file.Position = 0;
        }

        var codecs = new CompressionCodecFactory();
        _reader = Checked(() => isFile ? new ArrowFileReader(file, codecs) : new ArrowStreamReader(content, codecs));
    }

    protected override bool Write(TextBuffer lines)
    {
        if (_batch is null || _row == _batch.Length)
        {
            _batch?.Dispose();
            _row = 0;
            _batch = Checked(_reader.ReadNextRecordBatch);
            return _batch is not null;
        }

        Row(_batch, _row++, lines);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _batch?.Dispose();
            _reader.Dispose();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private static void Row(RecordBatch batch, int row, TextBuffer lines)
    {
        var isFirst = true;
        lines.Add("{"u8);
        for (var column = 0; column < batch.ColumnCount; column++)
        {
            if (ArrowValues.IsRead(batch.Column(column)))
            {
                lines.Add(isFirst ? default : ","u8);
                isFirst = false;
                ArrowValues.Name(batch.Schema.GetFieldByIndex(column).Name, lines);
                ArrowValues.Write(batch.Column(column), row, lines);
            }
        }

        lines.Add("}\n"u8);
    }

    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException or InvalidDataException) || e is EndOfStreamException)
        {
            throw new InvalidDataException("an Arrow file that is damaged, truncated or of a kind that is not read", e);
        }
    }
}
