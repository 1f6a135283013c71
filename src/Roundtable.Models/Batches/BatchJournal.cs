using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Record.Files;

namespace Roundtable.Models.Batches;

/// <summary>
/// The durable record of a run's batches: a file that is only ever appended to, one event a line. That a batch is about to be submitted is on the disk
/// before the first byte is uploaded, so that a process that dies at any moment finds what it may have to pay for. docs/formats/batches.md specifies it.
/// </summary>
public sealed class BatchJournal : IDisposable
{
    /// <summary>Name of the file in the folder of a run's batches.</summary>
    public const string FileName = "journal";

    private const string Format = "roundtable/batches/v";

    private const int Newest = 1;

    private readonly FileStream _file;
    private readonly FileStream _lock;
    private readonly List<BatchState> _states = [];
    private readonly Dictionary<string, Submission> _submissions = new(StringComparer.Ordinal);

    private BatchJournal(FileStream file, FileStream held) => (_file, _lock) = (file, held);

    /// <summary>The submissions in the order in which they were noted.</summary>
    public IReadOnlyList<BatchState> States => _states;

    /// <summary>What a run's batches came to, for whoever looks: nothing is locked, nothing written.</summary>
    /// <param name="directory">The folder of the run's batches; none is no batches.</param>
    /// <exception cref="NewerFormatException">When a newer version of the program wrote it.</exception>
    /// <exception cref="InvalidDataException">When it is damaged; the message names the file and the line.</exception>
    public static IReadOnlyList<BatchState> Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        List<BatchState> states = [];
        ReadEvents(file, path, e => Apply(states, e));
        return states;
    }

    /// <summary>Opens a run's journal to go on with it, and begins it where there is none.</summary>
    /// <param name="directory">The folder of the run's batches.</param>
    /// <exception cref="IOException">When another process works on it, or it cannot be written.</exception>
    /// <exception cref="NewerFormatException">When a newer version of the program wrote it.</exception>
    /// <exception cref="InvalidDataException">When it is damaged; the message names the file and the line.</exception>
    public static BatchJournal Open(string directory)
    {
        PrivateFiles.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        var held = Hold(directory);
        try
        {
            if (!File.Exists(path))
            {
                PrivateFiles.Replace(path, Encoding.ASCII.GetBytes($"{Format}{Newest}\n"));
            }

            var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            var journal = new BatchJournal(file, held);
            var end = ReadEvents(file, path, journal.Apply);
            file.SetLength(end); // What a crash left half written was never relied on.
            file.Seek(0, SeekOrigin.End);
            return journal;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    /// <summary>What a submission consists of.</summary>
    internal Submission SubmissionOf(string directory, string id)
    {
        var known = _submissions[id];
        return known with { File = BatchFiles.Requests(directory, id) };
    }

    /// <summary>Adds an event; it is durable when this returns.</summary>
    /// <exception cref="IOException">When it cannot be written: then nothing that it says may be done.</exception>
    internal void Append(BatchEvent e)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(e, BatchEventJson.Default.BatchEvent), (byte)'\n'];
        _file.Write(line);
        _file.Flush(flushToDisk: true);
        Apply(e);
    }

    /// <summary>Replaces what is known of a submission while it is polled; nothing is written.</summary>
    internal void Observe(string submission, Func<BatchState, BatchState> change)
    {
        var index = _states.FindIndex(s => s.Submission == submission);
        _states[index] = change(_states[index]);
    }

    private static FileStream Hold(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e)
        {
            throw new IOException($"Another process works on the batches in {directory}: wait until it is done, or stop it.", e);
        }
    }

    private void Apply(BatchEvent e)
    {
        Apply(_states, e);
        if (e is { Kind: BatchEventKind.Intended })
        {
            _submissions[e.Submission] = new Submission(
                e.Submission, "", e.Path ?? "", [.. (e.Headers ?? []).Select(h => (h.Name, h.Value))]);
        }
    }

    private static void Apply(List<BatchState> states, BatchEvent e)
    {
        var index = states.FindIndex(s => s.Submission == e.Submission);
        if (e.Kind == BatchEventKind.Intended)
        {
            states.Add(new BatchState(e.Submission, e.Connection!, e.Model!, e.Requests ?? 0, e.Bytes ?? 0, e.Time, BatchPhase.Uncertain));
            return;
        }

        if (index < 0)
        {
            return;
        }

        var state = states[index];
        states[index] = e.Kind switch
        {
            BatchEventKind.Uploaded => state with { File = e.File },
            BatchEventKind.Created => state with { Batch = e.Batch, Phase = BatchPhase.Submitted, Expires = e.Expires },
            BatchEventKind.CancelAsked => state with { CancelAsked = true },
            BatchEventKind.Ended => state with { Ending = e.Ending, Phase = BatchPhase.Ended },
            BatchEventKind.Fetched => state with { Faults = e.Faults, Phase = BatchPhase.Fetched },
            BatchEventKind.Refused => state with { Problem = e.Problem, Phase = BatchPhase.Refused },
            _ => state,
        };
    }

    /// <summary>Reads events up to the end, or to a last line that a crash cut; returns where the next one belongs.</summary>
    private static long ReadEvents(FileStream file, string path, Action<BatchEvent> take)
    {
        var bytes = new byte[file.Length];
        file.Seek(0, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        NewerFormatException.ThrowIfNewer(path, bytes, Encoding.ASCII.GetBytes(Format), Newest);
        var end = 0L;
        var number = 0;
        for (int length; (length = bytes.AsSpan((int)end).IndexOf((byte)'\n')) >= 0; end += length + 1)
        {
            var line = bytes.AsSpan((int)end, length);
            number++;
            if (number == 1)
            {
                if (!line.SequenceEqual(Encoding.ASCII.GetBytes($"{Format}{Newest}")))
                {
                    throw new InvalidDataException($"{path} is not a journal of batches: its first line is not '{Format}{Newest}'.");
                }

                continue;
            }

            try
            {
                take(JsonSerializer.Deserialize(line, BatchEventJson.Default.BatchEvent) ?? throw new JsonException());
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{path} is damaged in line {number}: which batches were submitted is not known for certain.", e);
            }
        }

        return end;
    }
}

/// <summary>What an event of a journal says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchEventKind>))]
internal enum BatchEventKind
{
    /// <summary>A batch is about to be uploaded.</summary>
    [JsonStringEnumMemberName("intended")]
    Intended,

    /// <summary>Its file is at the provider.</summary>
    [JsonStringEnumMemberName("uploaded")]
    Uploaded,

    /// <summary>The provider made the batch, or it was found in its list.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>The provider is about to be asked to cancel it.</summary>
    [JsonStringEnumMemberName("cancel-asked")]
    CancelAsked,

    /// <summary>The provider is done with it.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,

    /// <summary>Its results are on the disk.</summary>
    [JsonStringEnumMemberName("fetched")]
    Fetched,

    /// <summary>It was refused, or never received.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}

/// <summary>A header of the requests of a batch.</summary>
internal sealed record BatchHeader(string Name, string Value);

/// <summary>One line of a journal. Which members it has depends on its kind.</summary>
internal sealed record BatchEvent(BatchEventKind Kind, string Submission, DateTimeOffset Time)
{
    public string? Connection { get; init; }

    public string? Model { get; init; }

    public string? Path { get; init; }

    public IReadOnlyList<BatchHeader>? Headers { get; init; }

    public int? Requests { get; init; }

    public long? Bytes { get; init; }

    public string? File { get; init; }

    public string? Batch { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public string? Ending { get; init; }

    public BatchFaults? Faults { get; init; }

    public string? Problem { get; init; }
}

/// <summary>The JSON of journals.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BatchEvent))]
internal sealed partial class BatchEventJson : JsonSerializerContext;
