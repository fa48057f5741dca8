namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Writes and reads a <see cref="ThrownException"/> as a list in which each names the one that holds it.</summary>
internal static class ExceptionFields
{
    private const int NoHolder = -1;

    public static FieldWriter Exception(this FieldWriter fields, ThrownException thrown)
    {
        List<(ThrownException Exception, int Holder)> all = [(thrown, NoHolder)];
        for (int index = 0; index < all.Count; index++)
        {
            foreach (ThrownException inner in all[index].Exception.Inner)
            {
                all.Add((inner, index));
            }
        }

        fields.Int(all.Count);
        foreach ((ThrownException exception, int holder) in all)
        {
            fields.Int(holder).Text(exception.Type).Text(exception.Message).Text(exception.Stack).Int(exception.OmittedCount);
        }

        return fields;
    }

    /// <exception cref="FrameFormatException">The fields are no exception.</exception>
    public static ThrownException Exception(this ref FieldReader fields)
    {
        int count = fields.Int();
        if (count is < 1 or > ThrownException.MaxCount)
        {
            throw new FrameFormatException($"A fault has 1 to {ThrownException.MaxCount} exceptions, not {count}.");
        }

        int[] holders = new int[count];
        ThrownException[] all = new ThrownException[count];
        for (int index = 0; index < count; index++)
        {
            holders[index] = fields.Int();
            if (index == 0 ? holders[0] != NoHolder : holders[index] < 0 || holders[index] >= index)
            {
                throw new FrameFormatException($"Exception {index} of a fault is not held by exception {holders[index]}.");
            }

            all[index] = new ThrownException(fields.Text(), fields.Text(), fields.Text()) { OmittedCount = Math.Max(0, fields.Int()) };
        }

        for (int index = count - 1; index >= 0; index--)
        {
            all[index] = all[index] with { Inner = [.. all.Where((_, other) => holders[other] == index)] };
        }

        return all[0];
    }
}
