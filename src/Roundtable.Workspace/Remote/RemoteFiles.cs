using Roundtable.Corpus.Files;
using Roundtable.Corpus.Storage;
using Roundtable.Models.Http;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Remote;

/// <summary>
/// Files in S3 (<c>s3://bucket/key</c>) and on web servers (<c>http://</c>, <c>https://</c>), read by range (RFC 9110, section 14). Calls go the way out that
/// the configuration names; nothing is opened before the first address is.
/// </summary>
public sealed class RemoteFiles : IRemoteFiles
{
    private readonly Lazy<IRangeSource> _s3, _http;
    private readonly Retries _retries;

    /// <summary>Reads addresses for a workspace.</summary>
    /// <param name="workspace">Its configuration, environment and clock.</param>
    public RemoteFiles(WorkspaceContext workspace)
    {
        var outgoing = new Lazy<OutgoingSettings>(() =>
            RoundtableConfiguration.LoadAsync(workspace, CancellationToken.None).GetAwaiter().GetResult().WayOut.Settings(workspace.Variables));
        _s3 = new Lazy<IRangeSource>(() => new S3Source(S3Clients.Create(workspace, outgoing.Value)));
        _http = new Lazy<IRangeSource>(() => new HttpSource(OutgoingHttp.Verbatim(outgoing.Value)));
        _retries = new Retries(workspace.Time);
    }

    /// <inheritdoc/>
    /// <exception cref="WorkspaceException">When the configuration has errors.</exception>
    public IReadOnlyList<RemoteFile> List(string address, CancellationToken cancellation) =>

        // Listing and reading are called by threads that have nothing else to do: those that plan a scan, and those that read its blocks.
        SourceOf(address).ListAsync(address, _retries, cancellation).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public FileContent Open(RemoteFile file) => new RangedContent(file, SourceOf(file.Address), _retries);

    private IRangeSource SourceOf(string address) => (address.StartsWith("s3:", StringComparison.Ordinal) ? _s3 : _http).Value;
}
