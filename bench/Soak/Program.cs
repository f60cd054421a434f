Console.Error.WriteLine("hotpath-soak: not there yet.");
return 4;
