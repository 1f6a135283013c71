namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>Names of the files of a set's folder. docs/formats/set.md describes them.</summary>
public static class SetFiles
{
    /// <summary>What the set is: the document of its leaf.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The proof that the log holds the manifest (C2SP tlog-proof).</summary>
    public const string Proof = "manifest.tlog-proof";

    /// <summary>The key that the salts of the rows come from: whoever has it and a row can prove that the row is in the set, or guess at rows.</summary>
    public const string Key = "salt-key";

    /// <summary>Where each row came from, a line for each.</summary>
    public const string Rows = "rows.jsonl";

    /// <summary>The hashes of the tree over the rows, by which a row is proved without reading the others.</summary>
    public const string Tree = "rows.tree";

    /// <summary>The card.</summary>
    public const string Card = "README.md";

    /// <summary>Conditions to keep, and whom to credit.</summary>
    public const string Licence = "LICENSE.md";

    /// <summary>The files that the manifest does not name, because they are made after it.</summary>
    public static IReadOnlyList<string> Unlisted { get; } = [Manifest, Proof, Key];
}
