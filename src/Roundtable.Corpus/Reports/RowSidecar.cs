using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Repeats;

namespace Roundtable.Corpus.Reports;

/// <summary>Writes labels and evidence as JSON Lines that can be joined with the rows by file, row and digest. docs/formats/scan.md.</summary>
internal sealed class RowSidecar(Stream output) : IDisposable
{
    private const int Full = 1 << 20;

    private static readonly JsonEncodedText _file = JsonEncodedText.Encode("file"), _row = JsonEncodedText.Encode("row"),
        _digest = JsonEncodedText.Encode("digest"), _origin = JsonEncodedText.Encode("origin"), _words = JsonEncodedText.Encode("words"),
        _evidence = JsonEncodedText.Encode("evidence"), _repeats = JsonEncodedText.Encode("repeats"), _similarity = JsonEncodedText.Encode("similarity"),
        _equal = JsonEncodedText.Encode("equal"), _passages = JsonEncodedText.Encode("passages"), _reason = JsonEncodedText.Encode("reason"),
        _offset = JsonEncodedText.Encode("offset"), _cluster = JsonEncodedText.Encode("cluster"), _language = JsonEncodedText.Encode("language"),
        _tokens = JsonEncodedText.Encode("tokens"), _benchmarks = JsonEncodedText.Encode("benchmarks"), _sensitive = JsonEncodedText.Encode("sensitive"),
        _completions = JsonEncodedText.Encode("completions");

    /// <summary>The names of origins, by their numeric values.</summary>
    internal static readonly JsonEncodedText[] Origins =
        [.. Enum.GetNames<Origin>().Select(n => JsonEncodedText.Encode(JsonNamingPolicy.KebabCaseLower.ConvertName(n)))];

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * Full);
    private readonly Dictionary<Evidence, byte[]> _known = new(ReferenceEqualityComparer.Instance);
    private Utf8JsonWriter? _json;

    /// <summary>Writes a row.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="row">Its label.</param>
    /// <param name="origin">Its origin.</param>
    /// <param name="repeat">What it duplicates; null for nothing.</param>
    /// <param name="cluster">The index of the first row of its cluster among all rows; null for a row alone.</param>
    /// <param name="earlier">Finds the place of a row by its index among all rows.</param>
    public void Write(RowPlace place, LabelledRow row, Origin origin, Repeat? repeat, long? cluster, Func<long, RowPlace> earlier)
    {
        var json = Begin(place);
        json.WriteString(_digest, row.Digest.ToString());
        json.WriteString(_origin, Origins[(int)origin]);
        json.WriteNumber(_words, row.Words);
        json.WriteStartArray(_evidence);
        foreach (var evidence in row.Evidence)
        {
            json.WriteRawValue(Bytes(evidence), skipInputValidation: true);
        }

        json.WriteEndArray();
        if (row.Completions.Count > 0)
        {
            json.WritePropertyName(_completions);
            JsonSerializer.Serialize(json, row.Completions, RowJson.Default.IReadOnlyListCompletionOrigin);
        }

        if (repeat is Repeat.InPart inPart)
        {
            json.WritePropertyName(_passages);
            JsonSerializer.Serialize(json, [.. inPart.Passages.Select(p => Shared(p, earlier(p.Earlier)))], RowJson.Default.RowPassageArray);
        }
        else if (repeat is not null)
        {
            var (number, similarity) = repeat is Repeat.Near near ? (near.Earlier, near.Similarity) : (((Repeat.Equal)repeat).Earlier, 1);
            json.WriteStartObject(_repeats);
            json.WriteString(_file, earlier(number).File);
            json.WriteNumber(_row, earlier(number).Row);
            json.WriteNumber(_similarity, Math.Round(similarity, 4));
            json.WriteBoolean(_equal, repeat is Repeat.Equal);
            json.WriteEndObject();
        }

        if (cluster is { } first)
        {
            json.WriteNumber(_cluster, first);
        }

        Write(json, row.Facts);
        End(json);
    }

    /// <summary>Writes a rejected row.</summary>
    public void Write(RowPlace place, string reason)
    {
        var json = Begin(place);
        json.WriteString(_reason, reason);
        json.WriteNumber(_offset, place.Offset ?? 0);
        End(json);
    }

    public void Dispose()
    {
        output.Write(_buffer.WrittenSpan);
        _json?.Dispose();
    }

    private static void Write(Utf8JsonWriter json, RowFacts facts)
    {
        json.WriteString(_language, facts.Language);
        if (facts.Tokens > 0)
        {
            json.WriteNumber(_tokens, facts.Tokens);
        }

        if (facts.Benchmarks.Count > 0)
        {
            json.WritePropertyName(_benchmarks);
            JsonSerializer.Serialize(json, [.. facts.Benchmarks], RowJson.Default.BenchmarkMatchArray);
        }

        if (facts.Sensitive.Count > 0)
        {
            json.WritePropertyName(_sensitive);
            JsonSerializer.Serialize(json, [.. facts.Sensitive], RowJson.Default.SensitiveFindingArray);
        }
    }

    private static RowPassage Shared(Passage passage, RowPlace earlier) => new(earlier.File, earlier.Row, passage.Run.Length, passage.Spans);

    private Utf8JsonWriter Begin(RowPlace place)
    {
        if (_json is null)
        {
            _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        }
        else
        {
            _json.Reset(_buffer);
        }

        _json.WriteStartObject();
        _json.WriteString(_file, place.File);
        _json.WriteNumber(_row, place.Row);
        return _json;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= Full)
        {
            output.Write(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
            _known.Clear();
        }
    }

    private byte[] Bytes(Evidence evidence)
    {
        if (!_known.TryGetValue(evidence, out var bytes))
        {
            _known[evidence] = bytes = JsonSerializer.SerializeToUtf8Bytes(evidence, RowJson.Default.Evidence);
        }

        return bytes;
    }
}
