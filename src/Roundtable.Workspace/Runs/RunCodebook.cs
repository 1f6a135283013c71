using Roundtable.Annotation.Codebooks;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Codebooks;

namespace Roundtable.Workspace.Runs;

/// <summary>The codebook of a run that labels items: <c>codebook.json</c> in its folder.</summary>
public static class RunCodebook
{
    /// <summary>The file.</summary>
    public const string Name = "codebook.json";

    /// <summary>Keeps the codebook of a new run.</summary>
    public static void Write(RunFolder folder, Codebook codebook) => folder.Replace(Name, Bytes(codebook));

    /// <summary>The bytes of the file.</summary>
    public static byte[] Bytes(Codebook codebook) => CanonicalJson.Write(codebook.ToJson());

    /// <summary>The codebook of a run.</summary>
    /// <exception cref="WorkspaceException">When the run has none, or the file is missing, damaged, or another than that of the plan.</exception>
    public static Codebook Read(RunFolder folder)
    {
        var path = folder.FilePath(Name);
        if (folder.Plan.Codebook is not { } digest)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"Run {folder.Plan.Id} labels nothing: it has no codebook.");
        }

        var codebook = File.Exists(path)
            ? CodebookFile.ReadJson(File.ReadAllText(path), path)
            : throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} is missing, and the run cannot go on without it.");
        return codebook.Digest == digest
            ? codebook
            : throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} is not the codebook of the run: its digest differs from the plan's.");
    }
}
