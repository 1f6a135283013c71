using System.Security.Cryptography;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Batches;

/// <summary>Requests that go into one batch, written to its file as they come.</summary>
internal sealed class RequestSpool : IDisposable
{
    private readonly FileStream _file;

    private RequestSpool(BatchModel model, BatchRequest first, string id, FileStream file)
    {
        (Model, Id, _file) = (model, id, file);
        (Path, Headers, Group, Bytes) = (first.Path, first.Headers, first.Group, model.Api.Frame);
    }

    /// <summary>The submission's random id.</summary>
    public string Id { get; }

    /// <summary>The model that is asked.</summary>
    public BatchModel Model { get; }

    /// <summary>What its requests share.</summary>
    public string Group { get; }

    /// <summary>The end of the address that live calls would go to.</summary>
    public string Path { get; }

    /// <summary>Headers besides the key's.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    /// <summary>The keys of its requests, in their order.</summary>
    public List<Digest> Keys { get; } = [];

    /// <summary>Bytes that will be uploaded.</summary>
    public long Bytes { get; private set; }

    /// <summary>Begins a file for requests like one.</summary>
    public static RequestSpool Create(string directory, BatchModel model, BatchRequest first)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new RequestSpool(model, first, id, BatchFiles.Create(BatchFiles.Requests(directory, id)));
    }

    /// <summary>Whether another request belongs here and stays within the limits.</summary>
    public bool Takes(BatchRequest request, BatchLimits limits) =>
        Keys.Count < limits.Requests && Bytes + request.Line.Length + 1 <= limits.Bytes;

    /// <summary>Adds a request.</summary>
    public void Add(Digest key, BatchRequest request)
    {
        _file.Write(request.Line);
        _file.WriteByte((byte)'\n');
        Bytes += request.Line.Length + 1;
        Keys.Add(key);
    }

    /// <summary>Makes the file durable and closes it.</summary>
    public void Close()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
