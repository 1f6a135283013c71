using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Blocks;

/// <summary>The origins of a row's completions in a block's file.</summary>
internal static class CompletionsFile
{
    /// <summary>Writes them.</summary>
    public static void Write(BinaryWriter writer, IReadOnlyList<CompletionOrigin> completions)
    {
        writer.Write7BitEncodedInt(completions.Count);
        foreach (var completion in completions)
        {
            writer.Write(completion.Field);
            writer.Write7BitEncodedInt(completion.Turn);
            writer.Write((byte)completion.Origin);
            writer.Write7BitEncodedInt(completion.Models.Count);
            foreach (var model in completion.Models)
            {
                writer.Write(model);
            }
        }
    }

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<CompletionOrigin> Read(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        if (count == 0)
        {
            return [];
        }

        var completions = new CompletionOrigin[count];
        for (var i = 0; i < count; i++)
        {
            var (field, turn, origin) = (reader.ReadString(), reader.Read7BitEncodedInt(), (Origin)reader.ReadByte());
            var models = new string[reader.Read7BitEncodedInt()];
            for (var m = 0; m < models.Length; m++)
            {
                models[m] = reader.ReadString();
            }

            completions[i] = new CompletionOrigin(field, turn, origin, models);
        }

        return completions;
    }
}
