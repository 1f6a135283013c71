using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Proofs;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets;

/// <summary>
/// The folder of a set while it is made: a folder beside it, which gets its name when everything is in it and on the record. What is given up leaves nothing.
/// </summary>
internal sealed class SetBuilder : IDisposable
{
    private readonly WorkspaceContext _workspace;
    private readonly RegistryAccess _access;
    private readonly string _folder;
    private readonly byte[] _key;

    /// <summary>Begins a folder.</summary>
    /// <param name="workspace">The data directory.</param>
    /// <param name="access">Its registry.</param>
    /// <param name="folder">The folder; it has to be empty or not there.</param>
    /// <param name="context">What the salts of this set depend on, besides the secret of the data directory.</param>
    /// <exception cref="WorkspaceException">When the folder holds something.</exception>
    public SetBuilder(WorkspaceContext workspace, RegistryAccess access, string folder, string context)
    {
        (_workspace, _access, _folder) = (workspace, access, Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        Check(folder);
        _ = KnownSets.Of(workspace.DataDirectory).Read(); // a list that a newer program wrote is refused now and not when everything is done
        Work = $"{_folder}.part-{Environment.ProcessId}";
        if (Directory.Exists(Work))
        {
            Directory.Delete(Work, recursive: true);
        }

        Directory.CreateDirectory(Work);
        _key = HMACSHA256.HashData(ScanSecret.Read(workspace.DataDirectory), Encoding.UTF8.GetBytes("roundtable-set/1\n" + context));
    }

    /// <summary>The folder in which files are written.</summary>
    public string Work { get; }

    /// <summary>The key of the salts.</summary>
    public byte[] Key => _key;

    /// <summary>Refuses a folder that holds something.</summary>
    /// <exception cref="WorkspaceException">When it does.</exception>
    public static void Check(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(folder)} holds files already: give a folder of its own with --out.");
        }
    }

    /// <summary>The name of a set as it is wanted, with the version that is given, or else one that its rows decide.</summary>
    /// <param name="name">The name, with or without a version; null for the folder's.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="root">The root over the rows.</param>
    /// <exception cref="WorkspaceException">When it can be no name.</exception>
    public static EntryId Name(string? name, string folder, Digest root)
    {
        var given = name ?? new string([.. Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Select(
            c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')]).TrimStart('.', '-', '_');
        return EntryReference.TryParse(given) is { } reference && reference.Kind is null or EntryKind.Dataset
            ? new EntryId(EntryKind.Dataset, reference.Name, reference.Version ?? root.ToString()[..12])
            : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"'{Neutralise.Line(given)}' cannot be the name of a dataset: give one with --name, such as acme/pairs or acme/pairs@1.");
    }

    /// <summary>Writes what belongs to the rows, puts the set on the record, and gives the folder its name.</summary>
    /// <param name="id">The set's name.</param>
    /// <param name="manifest">The manifest without its files and its ruling.</param>
    /// <param name="rows">How many rows each part has.</param>
    /// <param name="ruling">The ruling on the whole and its JSON.</param>
    /// <param name="record">What it rests on.</param>
    /// <param name="extension">How the names of the files with rows end.</param>
    /// <param name="more">Configurations for programs that train, by name.</param>
    /// <param name="cancellation">Stops before anything is on the record.</param>
    /// <exception cref="WorkspaceException">When the registry does not take the name.</exception>
    public async Task<MadeSet> CompleteAsync(
        EntryId id,
        SetManifest manifest,
        IReadOnlyDictionary<string, long> rows,
        (Ruling Whole, JsonObject Json) ruling,
        SetRecord record,
        string extension,
        IEnumerable<(string Name, string Text)> more,
        CancellationToken cancellation)
    {
        var settled = RegistryAppender.Check(
            _access, [record.Entry(id, ruling.Whole.Intent.As, manifest.Source, manifest.On, [.. SetLicence.Parts(rows)])]);
        Write(SetFiles.Licence, SetLicence.Conditions(id.Name, ruling.Whole));
        Write(SetFiles.Card, SetLicence.Card(id.Name, manifest, ruling.Whole, rows, extension));
        foreach (var (name, text) in more)
        {
            Write(name, text);
        }

        cancellation.ThrowIfCancellationRequested();
        await using var log = await LogAccess.OpenPatientlyAsync(_workspace, cancellation);
        var ruled = await SetRecord.AppendRulingAsync(log, ruling.Whole, ruling.Json, _workspace.Time, cancellation);
        manifest = manifest with { Files = SetWriter.Listed(Work, rows), Ruling = ruled, Declared = record.Undated };
        var bytes = manifest.Write();
        var leaf = await record.AppendAsync(log, bytes, ruled, _workspace.Time, cancellation);
        IReadOnlyList<long> inputs = record.HasSources ? [leaf] : [];
        var dataset = (await RegistryAppender.AppendAllAsync(log, settled, inputs, _workspace.Time, cancellation))[0];
        await log.PublishAsync();
        await File.WriteAllBytesAsync(Path.Combine(Work, SetFiles.Manifest), bytes, CancellationToken.None);
        await File.WriteAllBytesAsync(
            Path.Combine(Work, SetFiles.Proof), LeafProof.Make(log.Store, leaf, ["document"]).Proof.ToBytes(), CancellationToken.None);
        Write(SetFiles.Key, SetKey.Text(_key));
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder);
        }

        Directory.Move(Work, _folder);
        KnownSets.Of(_workspace.DataDirectory).Add(_folder);
        return new MadeSet(_folder, manifest, leaf, dataset, ruling.Whole.Conditions);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Work))
        {
            Directory.Delete(Work, recursive: true);
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Work, name), text, new UTF8Encoding(false));
}
