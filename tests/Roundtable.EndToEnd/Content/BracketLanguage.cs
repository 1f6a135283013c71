using System.Text;
using Roundtable.Record.Languages;

namespace Roundtable.EndToEnd.Content;

/// <summary>A language that puts each text of the program between brackets: what stands outside of them was never looked up.</summary>
internal static class BracketLanguage
{
    /// <summary>Its code in addresses: that of a language there is, as HTML wants it.</summary>
    public const string Code = "eo";

    /// <summary>Begins what was looked up.</summary>
    public const char Opening = '⟦';

    /// <summary>Ends it.</summary>
    public const char Closing = '⟧';

    /// <summary>Its file.</summary>
    public static string File()
    {
        var german = LanguageFile.Read("de.po", System.IO.File.ReadAllText(Path.Combine(Repository.Root, "src", "Roundtable.Web", "Site", "Languages", "de.po")));
        var file = new StringBuilder("msgid \"\"\nmsgstr \"\"\n\"Language: " + Code + "\\n\"\n\"X-Name: Brackets\\n\"\n\"X-Direction: ltr\\n\"\n\"X-Plurals: one: n = 1\\n\"\n\n");
        foreach (var text in german.Texts.Keys)
        {
            file.Append("msgid ").Append(Quoted(text)).Append("\nmsgstr ").Append(Quoted(Opening + text + Closing)).Append("\n\n");
        }

        return file.ToString();

        static string Quoted(string text) =>
            "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
    }
}
