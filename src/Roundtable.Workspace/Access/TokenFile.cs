using System.Collections.Frozen;
using Roundtable.Record.Files;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Access;

/// <summary>
/// The tokens that site, API and gateway accept: <c>tokens</c> in the data directory, one a line, for its owner's eyes. Several processes share it; each sees
/// what another changed with its next request.
/// </summary>
/// <param name="dataDirectory">The data directory.</param>
public sealed class TokenFile(string dataDirectory)
{
    private static readonly TimeSpan _lockLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Two writes within the resolution of a file's time look alike. What was written so shortly before it was read is read again.
    /// </summary>
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(1);

    private readonly VersionedLines _lines = new(Path.Combine(dataDirectory, "tokens"), "tokens", 2);
    private readonly Lock _lock = new();
    private Reading _read = new(default, 0, false, [], FrozenDictionary<string, AccessToken>.Empty);

    private sealed record Reading(
        DateTime Written, long Length, bool IsSettled, IReadOnlyList<AccessToken> Tokens, FrozenDictionary<string, AccessToken> ByDigest);

    /// <summary>The tokens as the file has them now: one that is taken out is refused at once. Those that have expired are among them.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote it: no token is accepted.</exception>
    public IReadOnlyList<AccessToken> Tokens => Current().Tokens;

    /// <summary>Path of the file, whether it exists or not.</summary>
    public string Location => _lines.Location;

    /// <summary>
    /// Whether tokens were ever made here. Where the last one was removed, or no line of the file can be read, callers still need one: what was
    /// closed does not open by itself. Removing the file opens it.
    /// </summary>
    public bool AreRequired => File.Exists(_lines.Location);

    /// <summary>
    /// The token of a text, whether it has expired or not; null where it is none's. Digests are compared, so that timing tells nothing of a token.
    /// </summary>
    /// <param name="text">What a caller sent.</param>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public AccessToken? Find(string text) => Current().ByDigest.GetValueOrDefault(AccessToken.DigestOf(text));

    /// <summary>The token of a text that is accepted at a moment; null where it is none's, or has expired.</summary>
    /// <param name="text">What a caller sent.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public AccessToken? Authenticate(string text, DateTimeOffset now) => Find(text) is { } token && !token.IsExpired(now) ? token : null;

    /// <summary>Replaces the tokens. Lines that cannot be read, which let nobody in, stay as they are.</summary>
    /// <exception cref="IOException">When the file cannot be written; the old ones still hold.</exception>
    public void Write(IEnumerable<AccessToken> tokens)
    {
        List<string> lines = [.. tokens.Select(TokenLine.Write)];
        _lines.Write(lines.Concat(_lines.Read().Where(l => l.Length > 0 && TokenLine.Parse(l) is null)));
    }

    /// <summary>Changes the tokens, while no other process does.</summary>
    /// <param name="change">Makes the new tokens of those that the file has.</param>
    /// <exception cref="IOException">When the file cannot be written, or another process does not finish its change; the old ones still hold.</exception>
    public void Update(Func<IReadOnlyList<AccessToken>, IEnumerable<AccessToken>> change)
    {
        PrivateFiles.CreateDirectory(dataDirectory);
        using var held = Hold();
        Write([.. change(Read())]);
    }

    private Reading Current()
    {
        lock (_lock)
        {
            var file = new FileInfo(_lines.Location);
            var (written, length) = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (default, 0);
            if (!_read.IsSettled || written != _read.Written || length != _read.Length)
            {
                // The time before the read decides: what changes during it is seen with the next.
                var settled = written == default || TimeProvider.System.GetUtcNow().UtcDateTime - written > _settled;
                var tokens = Read();
                var byDigest = tokens.DistinctBy(t => t.Digest, StringComparer.Ordinal).ToFrozenDictionary(t => t.Digest, StringComparer.Ordinal);
                _read = new Reading(written, length, settled, tokens, byDigest);
            }

            return _read;
        }
    }

    private IReadOnlyList<AccessToken> Read() => [.. _lines.Read().Select(TokenLine.Parse).OfType<AccessToken>()];

    /// <summary>Keeps other processes from changing the tokens. The file stays: removing it would let two hold it at once.</summary>
    private FileStream Hold()
    {
        FileStream? held = null;
        IOException? refused = null;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        SpinWait.SpinUntil(Try, _lockLimit);
        return held ?? throw refused!;

        bool Try()
        {
            try
            {
                held = new FileStream(_lines.Location + ".lock", options);
            }
            catch (IOException e)
            {
                refused = e;
            }

            return held is not null;
        }
    }
}
